using System.Reflection;
using Wesog.Engine;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>The assemblies under the rules, and where their sources stand.</summary>
internal static class Assemblies
{
    public static Assembly Core { get; } = typeof(ImageEngine).Assembly;

    public static Assembly AspNetCore { get; } = Assembly.Load("Wesog.AspNetCore");

    public static Assembly Sqlite { get; } = Assembly.Load("Wesog.Sqlite");

    public static Assembly Server { get; } = Assembly.Load("Wesog.Server");

    public static Assembly Testing { get; } = Assembly.Load("Wesog.Testing");

    /// <summary>Those that are packages, with the folder of their sources.</summary>
    public static IReadOnlyDictionary<Assembly, string> Packages { get; } = new Dictionary<Assembly, string>
    {
        [Core] = "src/Wesog.Core",
        [AspNetCore] = "src/Wesog.AspNetCore",
        [Sqlite] = "src/Wesog.Sqlite",
        [Testing] = "tests/Wesog.Testing",
    };
}
