using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>What a transaction writes.</summary>
/// <param name="Writes">The net changes of images: each id at most once.</param>
/// <param name="Finished">The operations in their final states.</param>
public sealed record CommitResult(IReadOnlyCollection<ImageWrite> Writes, IReadOnlyList<Operation> Finished);
