using System.Reflection;

namespace Wesog.Architecture.Tests.Rules;

internal static partial class Assemblies
{
    public static Assembly MongoDB => Assembly.Load("Wesog.MongoDB");

    static partial void AddMongoDB(Dictionary<string, Assembly> packages) => packages["src/Wesog.MongoDB"] = MongoDB;
}
