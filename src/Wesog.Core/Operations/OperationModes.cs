namespace Wesog.Operations;

/// <summary>How an operation was submitted: what the caller asked for.</summary>
/// <param name="Strict">Whether an add of an id that exists, or an update of one that does not, is an error (<c>do_strict</c>).</param>
/// <param name="Subset">Whether the good items are written though others are bad (<c>do_subset</c>).</param>
/// <param name="Urgent">Whether it goes before those of its tenant that are not urgent (<c>do_urgent</c>).</param>
/// <param name="Wait">Whether the submission asked to wait for the end (<c>do_wait</c>): <see cref="SubmitOptions.Wait"/>.</param>
/// <remarks><c>docs/specification.md</c>, sections "Operations" and "Batches".</remarks>
public sealed record OperationModes(bool Strict, bool Subset, bool Urgent, bool Wait);
