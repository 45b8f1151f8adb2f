using System.Text.RegularExpressions;

namespace Wesog.Architecture.Tests.Guarantees;

/// <summary>A row of the document: a guarantee, its tests, and one cell per store.</summary>
internal sealed partial record GuaranteeRow(string Guarantee, IReadOnlyList<string> Tests, IReadOnlyList<string> Stores)
{
    /// <summary>The rows of the tables that have one column per store.</summary>
    public static IReadOnlyList<GuaranteeRow> AllOf(string document) =>
    [
        .. from line in document.Split('\n')
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 7 && cells[1] != "guarantee" && !cells[1].StartsWith("---", StringComparison.Ordinal)
           select new GuaranteeRow(cells[1], [.. Test().Matches(cells[2]).Select(match => match.Groups[1].Value)], cells[3..6]),
    ];

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex Test();
}
