using System.Reflection;
using Wesog.Engine;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>The assemblies under the rules, and the folders of their sources.</summary>
internal static class Assemblies
{
    public static Assembly Core { get; } = typeof(ImageEngine).Assembly;

    public static Assembly AspNetCore { get; } = Assembly.Load("Wesog.AspNetCore");

    public static Assembly Sqlite { get; } = Assembly.Load("Wesog.Sqlite");

    public static Assembly MongoDB { get; } = Assembly.Load("Wesog.MongoDB");

    public static Assembly Server { get; } = Assembly.Load("Wesog.Server");

    public static Assembly Testing { get; } = Assembly.Load("Wesog.Testing");

    /// <summary>The packages, by the folder of their sources.</summary>
    public static IReadOnlyDictionary<string, Assembly> Packages { get; } = new Dictionary<string, Assembly>
    {
        ["src/Wesog.Core"] = Core,
        ["src/Wesog.AspNetCore"] = AspNetCore,
        ["src/Wesog.Sqlite"] = Sqlite,
        ["src/Wesog.MongoDB"] = MongoDB,
        ["tests/Wesog.Testing"] = Testing,
    };
}
