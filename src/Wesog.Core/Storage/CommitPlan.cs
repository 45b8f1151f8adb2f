using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>The writes of a transaction.</summary>
/// <param name="Writes">The net changes of images, at most one per id.</param>
/// <param name="Finished">The operations in their final states.</param>
public sealed record CommitPlan(IReadOnlyCollection<ImageWrite> Writes, IReadOnlyList<Operation> Finished);
