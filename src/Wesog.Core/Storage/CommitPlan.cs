using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>The writes of a transaction.</summary>
/// <param name="Writes">The net changes of images, at most one per id.</param>
/// <param name="Finished">The operations in their final states.</param>
public sealed record CommitPlan(IReadOnlyCollection<ImageWrite> Writes, IReadOnlyList<Operation> Finished)
{
    /// <summary>Returns the writes in the order of their ids, by Unicode code point.</summary>
    /// <exception cref="InvalidOperationException">An image is written twice.</exception>
    public ImageWrite[] SortWrites()
    {
        ImageWrite[] writes = [.. Writes];

        // Ids are often sorted already, and the check costs less than a sort.
        if (FirstOutOfOrder(writes) > 0)
        {
            Array.Sort(writes, (x, y) => CodePointComparer.Instance.Compare(x.Id, y.Id));
            if (FirstOutOfOrder(writes) is > 0 and var twice)
            {
                throw new InvalidOperationException($"\"{writes[twice].Id}\" is written twice in one transaction.");
            }
        }

        return writes;
    }

    internal void Check(CommitRequest request)
    {
        if (Finished.FirstOrDefault(operation => !operation.IsFinished || operation.FinishedAt is null) is { } unfinished)
        {
            throw new InvalidOperationException(
                $"Operation {unfinished.Id} is {unfinished.State}, finished at {unfinished.FinishedAt?.ToString("O") ?? "no time"}; a commit finishes it.");
        }

        foreach (var write in Writes)
        {
            if (write.Image is { } image && image.Id != write.Id)
            {
                throw new InvalidOperationException($"The write of \"{write.Id}\" contains the image \"{image.Id}\".");
            }
        }

        if (request is CommitRequest.Inline inline)
        {
            if (Finished.Count != inline.Operations.Count)
            {
                throw new InvalidOperationException($"The plan finishes {Finished.Count} of {inline.Operations.Count} new operations.");
            }

            if (inline.Operations.Any(operation => operation.Operation.Tenant != inline.Tenant))
            {
                throw new InvalidOperationException($"The new operations are not all of \"{inline.Tenant}\".");
            }

            if (inline.Operations.Select(operation => operation.Key?.Key).OfType<string>().GroupBy(key => key, StringComparer.Ordinal).FirstOrDefault(keys => keys.Count() > 1) is { } repeated)
            {
                throw new InvalidOperationException($"Two new operations have the idempotency key \"{repeated.Key}\".");
            }
        }
        else if (Finished.Count > 1 && Finished.DistinctBy(operation => operation.Id).Count() < Finished.Count)
        {
            throw new InvalidOperationException("The plan finishes an operation twice.");
        }
    }

    /// <returns>The position of the first id that is not above its predecessor; 0 if there is none.</returns>
    private static int FirstOutOfOrder(ReadOnlySpan<ImageWrite> writes)
    {
        for (var i = 1; i < writes.Length; i++)
        {
            if (CodePointComparer.Instance.Compare(writes[i - 1].Id, writes[i].Id) >= 0)
            {
                return i;
            }
        }

        return 0;
    }
}
