using System.Reflection;
using System.Runtime.CompilerServices;

namespace Wesog.Architecture.Tests.PublicApi;

/// <summary>What others can see of an assembly: each type with its members indented below it, in order of name.</summary>
internal static class ApiReport
{
    private const string Indent = "    ";

    public static IReadOnlyList<string> Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static IReadOnlyList<string> Of(params IEnumerable<Type> types) =>
    [
        .. from type in types
               .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.Contains('<', StringComparison.Ordinal))
               .OrderBy(ApiType.FullName, StringComparer.Ordinal)
           from line in ApiMember.LinesOf(type).Select(member => Indent + member).Prepend(ApiType.Line(type))
           select line,
    ];

    /// <summary>What only one of two reports says: <c>-</c> for the first, <c>+</c> for the second. Each member names its type.</summary>
    public static IReadOnlyList<string> Differences(IEnumerable<string> before, IEnumerable<string> after)
    {
        var (old, now) = (Flat(before), Flat(after));
        return [.. old.Except(now).Select(line => $"- {line}"), .. now.Except(old).Select(line => $"+ {line}")];
    }

    private static List<string> Flat(IEnumerable<string> lines)
    {
        var type = "";
        var flat = new List<string>();
        foreach (var line in lines)
        {
            var isMember = line.StartsWith(Indent, StringComparison.Ordinal);
            type = isMember ? type : line.Split(" : ")[0];
            flat.Add(isMember ? $"{type} | {line.Trim()}" : line);
        }

        return flat;
    }
}
