using System.Globalization;

namespace Wesog.Operations;

/// <summary>The payload faults of a batch.</summary>
/// <param name="Count">How many items have a fault: exact.</param>
/// <param name="Errors">The first faults, in item order, at most <see cref="EngineLimits.MaxErrors"/>.</param>
/// <param name="Truncated">Whether there are more faults than <paramref name="Errors"/> holds.</param>
/// <param name="Digest">
/// A hash of the items with errors, part of the fingerprint of a submission with an idempotency key; empty without a key.
/// White space and escapes do not count. The order of members counts.
/// </param>
public sealed record ItemErrors(int Count, IReadOnlyList<OperationError> Errors, bool Truncated, ReadOnlyMemory<byte> Digest)
{
    /// <summary>
    /// The counts of all faults by code and member, also of those that <see cref="Errors"/> does not hold: highest count first, then by
    /// code, then by member. Default none.
    /// </summary>
    public IReadOnlyList<ErrorCount> ErrorCounts { get; init; } = [];

    /// <summary>How many items have a fault, and the codes of the kept faults with their fields.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count} items with errors: {string.Join(", ", Errors.Select(error => $"item {error.Position}: {error.Code} {error.Field}"))}{(Truncated ? ", …" : "")}");

    /// <summary>No faults.</summary>
    public static ItemErrors None { get; } = new(0, [], false, default);
}
