using System.Reflection;
using Wesog.Engine;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>The assemblies under the rules, and where their sources stand.</summary>
internal static partial class Assemblies
{
    public static Assembly Core { get; } = typeof(ImageEngine).Assembly;

    public static Assembly AspNetCore { get; } = Assembly.Load("Wesog.AspNetCore");

    public static Assembly Sqlite { get; } = Assembly.Load("Wesog.Sqlite");

    public static Assembly Server { get; } = Assembly.Load("Wesog.Server");

    public static Assembly Testing { get; } = Assembly.Load("Wesog.Testing");

    /// <summary>Those that are packages, by the folder of their sources. The MongoDB store is among them in a build that has it.</summary>
    public static IReadOnlyDictionary<string, Assembly> Packages { get; } = PackagesOfThisBuild();

    private static Dictionary<string, Assembly> PackagesOfThisBuild()
    {
        var packages = new Dictionary<string, Assembly>
        {
            ["src/Wesog.Core"] = Core,
            ["src/Wesog.AspNetCore"] = AspNetCore,
            ["src/Wesog.Sqlite"] = Sqlite,
            ["tests/Wesog.Testing"] = Testing,
        };
        AddMongoDB(packages);
        return packages;
    }

    // In Assemblies.MongoDB.cs; a build without that file leaves the call out.
    static partial void AddMongoDB(Dictionary<string, Assembly> packages);
}
