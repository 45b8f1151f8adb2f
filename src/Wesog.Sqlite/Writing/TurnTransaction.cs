using Wesog.Images;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// A transaction of a turn: reads and plans beside the writer, which others use meanwhile, and hands it the writes.
/// One at a time of a tenant, so what was read cannot have changed when they are applied.
/// </summary>
internal sealed class TurnTransaction(SqliteSession session, TenantQueue queue, Lease lease)
{
    public async ValueTask RunAsync(IReadOnlyCollection<string> imageIds, TurnPlan plan, CancellationToken cancellationToken)
    {
        await queue.Transacting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            queue.RequireAlive(lease);
            var before = await ReadAsync(imageIds, cancellationToken).ConfigureAwait(false);
            var outcome = plan(id => before.TryGetValue(id, out var found) ? found.Image : null);
            Require(outcome);
            await AddUnreadAsync(before, imageIds, outcome.Writes, cancellationToken).ConfigureAwait(false);
            var command = new TransactCommand(queue, lease, Edits(outcome.Writes, before), outcome.Finished, session.Cache);
            await session.Writer.RunAsync(command, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            queue.Transacting.Release();
        }
    }

    private async ValueTask<Dictionary<string, FoundImage>> ReadAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return new(StringComparer.Ordinal);
        }

        var found = await session.Readers
            .ReadAsync(connection => ImageRows.Find(connection, queue.Row, ids), cancellationToken).ConfigureAwait(false);
        return found.ToDictionary(image => image.Image.Id, StringComparer.Ordinal);
    }

    // The planner writes what it asked for; another plan may write what it never read, and rows decide between adding and replacing.
    private async ValueTask AddUnreadAsync(
        Dictionary<string, FoundImage> before,
        IReadOnlyCollection<string> asked,
        IReadOnlyCollection<ImageWrite> writes,
        CancellationToken cancellationToken)
    {
        var read = asked as IReadOnlySet<string> ?? asked.ToHashSet(StringComparer.Ordinal);
        string[] unread = [.. writes.Where(write => !read.Contains(write.Id)).Select(write => write.Id)];
        foreach (var (id, image) in await ReadAsync(unread, cancellationToken).ConfigureAwait(false))
        {
            before.Add(id, image);
        }
    }

    private static ImageEdit[] Edits(IReadOnlyCollection<ImageWrite> writes, Dictionary<string, FoundImage> before)
    {
        // In the order of the index, so that each page is met once.
        ImageEdit[] edits = [.. writes.Select(write => new ImageEdit(
            write.Id, before.TryGetValue(write.Id, out var found) ? found.Row : null, write.Image))];
        Array.Sort(edits, (x, y) => string.CompareOrdinal(x.Id, y.Id));
        for (var i = 1; i < edits.Length; i++)
        {
            if (edits[i - 1].Id == edits[i].Id)
            {
                throw new InvalidOperationException($"\"{edits[i].Id}\" is written twice in one transaction.");
            }
        }

        return edits;
    }

    private static void Require(TurnOutcome outcome)
    {
        if (outcome.Finished.FirstOrDefault(operation => !operation.IsFinished) is { } unfinished)
        {
            throw new InvalidOperationException($"Operation {unfinished.Id} is {unfinished.State}; a transaction finishes it.");
        }

        if (outcome.Finished.DistinctBy(operation => operation.Id).Count() < outcome.Finished.Count)
        {
            throw new InvalidOperationException("An operation is finished twice in one transaction.");
        }
    }
}
