namespace Wesog.Operations;

/// <summary>How many errors of a batch have the same code and member, those that are not listed included.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Field">
/// The member; errors of a list's entries count under the list's name (<c>keywords[3]</c> under <c>keywords</c>). Null for errors
/// without a member, and for unknown members beyond the first 100 names of a batch, which are counted together.
/// </param>
/// <param name="Count">How many, from 1; exact.</param>
/// <remarks><c>docs/specification.md</c>, section "Operations". A value may have several errors, so that the counts may sum to more than the bad items.</remarks>
public sealed record ErrorCount(string Code, string? Field, int Count)
{
    /// <summary>Highest count first, then by code, then by member, both by UTF-16 code unit.</summary>
    internal static IReadOnlyList<ErrorCount> Sort(IEnumerable<ErrorCount> counts) =>
    [
        .. counts
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Code, StringComparer.Ordinal)
            .ThenBy(count => count.Field, StringComparer.Ordinal),
    ];
}
