using Wesog.Images;

namespace Wesog.Operations;

/// <summary>How a batch is to be carried out.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Overview and sources", "Batches" and "Queue".</remarks>
public sealed record SubmitOptions
{
    /// <summary>The options of a submission that says nothing: strict, all or nothing, not urgent, metadata in Spanish.</summary>
    public static SubmitOptions Default { get; } = new();

    /// <summary>
    /// Whether an add of an id that exists, or an update of one that does not, is an error. Default true. When false, the
    /// add overwrites and the update is skipped.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// Whether the good items are written though others are bad. Default false: all or nothing. When true, items with
    /// payload errors become bad items of the operation instead of refusing the whole batch.
    /// </summary>
    public bool Subset { get; init; }

    /// <summary>Whether it goes before the tenant's operations that are not urgent. Default false.</summary>
    public bool Urgent { get; init; }

    /// <summary>
    /// Whether the caller is going to wait for the end. Default false. When true and the tenant's queue is empty, the engine runs the
    /// operation before the submission returns, in one store transaction; otherwise the operation is queued. Recorded with the
    /// operation (<c>do_wait</c>).
    /// </summary>
    public bool Wait { get; init; }

    /// <summary>The language of the metadata of images that name none. Default <see cref="Language.Es"/>.</summary>
    public Language Lang { get; init; } = Language.Es;

    /// <summary>The language of the texts of errors. Default <see cref="Language.En"/>.</summary>
    public Language TextLanguage { get; init; }

    /// <summary>
    /// Binds the submission to its operation: the same key with the same submission gives that operation again, with
    /// another one is refused. 1 to 255 printable ASCII characters, or null (the default) for none.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    internal OperationModes Modes => new(Strict, Subset, Urgent, Wait);
}
