using Wesog.Operations;

namespace Wesog.Core.Tests.Model;

/// <summary>The result of an operation, as the model computes it.</summary>
internal sealed record NaiveVerdict(
    OperationState State,
    int Good,
    int Bad,
    int Skipped,
    IReadOnlyList<(int Position, string Code)> Errors,
    IReadOnlyList<int> SkippedAt,
    string Counts,
    string? Failure = null)
{
    public static NaiveVerdict Of(Operation operation) => new(
        operation.State,
        operation.Good,
        operation.Bad,
        operation.Skipped,
        [.. operation.Errors.Select(e => (e.Position, e.Code))],
        [.. operation.SkippedItems.Select(item => item.Position)],
        string.Join(" ", operation.ErrorCounts.Select(count => $"{count.Count}*{count.Code}@{count.Field}")),
        operation.Failure?.Code);

    /// <summary>The error counts by code and member.</summary>
    public static string Describe(IEnumerable<(string Code, string? Field)> errors) => string.Join(
        " ",
        errors.GroupBy(error => error)
            .OrderByDescending(same => same.Count())
            .ThenBy(same => same.Key.Code, StringComparer.Ordinal)
            .ThenBy(same => same.Key.Field, StringComparer.Ordinal)
            .Select(same => $"{same.Count()}*{same.Key.Code}@{same.Key.Field}"));

    /// <summary>The same result with a limited number of listed errors and skipped items.</summary>
    public NaiveVerdict WithFirst(int max) => this with { Errors = [.. Errors.Take(max)], SkippedAt = [.. SkippedAt.Take(max)] };

    public bool Equals(NaiveVerdict? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() =>
        $"{State} good {Good} bad {Bad} skipped {Skipped} at {string.Join(" ", SkippedAt)} errors {string.Join(" ", Errors)} counts {Counts} {Failure}";
}
