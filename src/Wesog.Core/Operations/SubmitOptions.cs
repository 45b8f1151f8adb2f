using Wesog.Images;
using Wesog.Texts;

namespace Wesog.Operations;

/// <summary>The options of a submission.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Overview and sources", "Batches" and "Queue".</remarks>
public sealed record SubmitOptions
{
    /// <summary>The default options: strict, all or nothing, not urgent, metadata in Spanish.</summary>
    public static SubmitOptions Default { get; } = new();

    /// <summary>
    /// Whether an add of an existing id, or an update of a missing one, is an error. Default true. If false, the add overwrites and the update
    /// is skipped.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// Whether the good items are written even if others are bad. Default false: all or nothing. If true, invalid items become bad items of
    /// the operation instead of rejecting the whole batch.
    /// </summary>
    public bool Subset { get; init; }

    /// <summary>Whether the operation precedes the tenant's operations that are not urgent. Default false.</summary>
    public bool Urgent { get; init; }

    /// <summary>
    /// Whether the caller waits for the result. Default false. If true and the tenant's queue is empty, the engine executes the operation
    /// before the submission returns, in one store transaction; otherwise it queues the operation. Stored with the operation
    /// (<c>do_wait</c>).
    /// </summary>
    public bool Wait { get; init; }

    /// <summary>The metadata language of images that state none. Default <see cref="Language.Es"/>.</summary>
    public Language Lang { get; init; } = Language.Es;

    /// <summary>The language of error texts. Default <see cref="Language.En"/>.</summary>
    public Language TextLanguage { get; init; }

    /// <summary>
    /// Binds the submission to its operation. The same submission with the key returns that operation; another submission with the key is
    /// rejected. 1 to 255 printable ASCII characters, or null (the default) for none. In a batch of objects, items with errors (subset) are
    /// the same if all values are; in JSON, if their members also have the same order.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// The client's own name for what the operation does, which the operation shows and lists of operations can select: 1 to 255 characters without a NUL
    /// and without half of a surrogate pair. It does not count for <see cref="IdempotencyKey"/>. Default null.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>Who submits, which the operation shows. Default null.</summary>
    public string? SubmittedBy { get; init; }

    internal OperationModes Modes => new(Strict, Subset, Urgent, Wait);
}

/// <summary>The result of a submission.</summary>
/// <param name="Operation">
/// The operation in its current state. A new operation is pending, or finished if the caller waits (<see cref="SubmitOptions.Wait"/>); a
/// replayed operation can have any state.
/// </param>
/// <param name="IsReplay">Whether an earlier submission with the same idempotency key created it.</param>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
public sealed record Submission(Operation Operation, bool IsReplay)
{
    /// <summary>Returns the operation in one line, and whether it is a replay.</summary>
    public override string ToString() => IsReplay ? $"{Operation} (replayed)" : $"{Operation}";
}

/// <summary>The rule of idempotency keys.</summary>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
public static class IdempotencyKeys
{
    private const int MaxLength = 255;

    /// <summary>Returns whether a key is 1 to 255 printable ASCII characters (U+0020 to U+007E).</summary>
    public static bool IsValid(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is >= 1 and <= MaxLength && !key.AsSpan().ContainsAnyExceptInRange(' ', '~');
    }
}

/// <summary>The rules of labels.</summary>
public static class Labels
{
    private const int MaxLength = 255;

    /// <summary>Returns whether a label is valid: 1 to 255 characters without a NUL and without half of a surrogate pair.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="label"/> is null.</exception>
    public static bool IsValid(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return label.Length is >= 1 and <= MaxLength && !label.Contains('\0', StringComparison.Ordinal) && !Characters.HasLoneSurrogate(label);
    }
}
