using Wesog.Operations;

namespace Wesog.Core.Tests.Model;

/// <summary>What the model expects of an operation.</summary>
internal sealed record NaiveVerdict(OperationState State, int Good, int Bad, int Skipped, IReadOnlyList<(int Position, string Code)> Errors)
{
    public static NaiveVerdict Of(Operation operation) => new(
        operation.State, operation.Good, operation.Bad, operation.Skipped, [.. operation.Errors.Select(e => (e.Position, e.Code))]);

    public bool Equals(NaiveVerdict? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() =>
        $"{State} good {Good} bad {Bad} skipped {Skipped} errors {string.Join(" ", Errors)}";
}
