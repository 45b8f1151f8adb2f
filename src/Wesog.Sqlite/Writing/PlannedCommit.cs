using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>What a plan decided, and the changes of rows that this comes to.</summary>
internal sealed record PlannedCommit(CommitResult Outcome, IReadOnlyList<ImageEdit> Edits)
{
    /// <summary>
    /// Plans as if none of the images existed. Where every one of them then is added, adding them shows whether that holds:
    /// most batches are spared a look at the index, and a failed guess costs no more than the first row that is there.
    /// </summary>
    /// <returns>Null where adding would not show it.</returns>
    public static PlannedCommit? Guess(IReadOnlyCollection<string> imageIds, CommitDecision plan)
    {
        CommitResult outcome;
        try
        {
            outcome = plan(_ => null);
        }
        catch (Exception)
        {
            // Nothing says that the plan fails on what is really there.
            return null;
        }

        return outcome.Writes.Count == imageIds.Count && outcome.Writes.All(write => write.Image is not null)
            ? new(outcome, EditsOf(outcome.Writes, []))
            : null;
    }

    /// <summary>Reads and plans beside the writer. Whoever calls it holds the tenant's turn until the edits are applied.</summary>
    public static async ValueTask<PlannedCommit> MakeAsync(
        SqliteSession session,
        TenantQueue queue,
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        CancellationToken cancellationToken)
    {
        var before = await ReadAsync(session, queue, imageIds, cancellationToken).ConfigureAwait(false);
        var outcome = plan(id => before.TryGetValue(id, out var found) ? found.Image : null);
        await AddUnreadAsync(session, queue, before, imageIds, outcome.Writes, cancellationToken).ConfigureAwait(false);
        return new(outcome, EditsOf(outcome.Writes, before));
    }

    private static async ValueTask<Dictionary<string, FoundImage>> ReadAsync(
        SqliteSession session, TenantQueue queue, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
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
    private static async ValueTask AddUnreadAsync(
        SqliteSession session,
        TenantQueue queue,
        Dictionary<string, FoundImage> before,
        IReadOnlyCollection<string> asked,
        IReadOnlyCollection<ImageWrite> writes,
        CancellationToken cancellationToken)
    {
        var read = asked as IReadOnlySet<string> ?? asked.ToHashSet(StringComparer.Ordinal);
        string[] unread = [.. writes.Where(write => !read.Contains(write.Id)).Select(write => write.Id)];
        foreach (var (id, image) in await ReadAsync(session, queue, unread, cancellationToken).ConfigureAwait(false))
        {
            before.Add(id, image);
        }
    }

    private static ImageEdit[] EditsOf(IReadOnlyCollection<ImageWrite> writes, Dictionary<string, FoundImage> before)
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
}
