using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>The result of a commit decision, and the row changes that it requires.</summary>
internal sealed record PlannedCommit(CommitPlan Outcome, IReadOnlyList<ImageEdit> Edits)
{
    /// <summary>
    /// Plans as if none of the images existed. If the plan adds every image, the inserts verify that assumption. Most
    /// batches then need no index lookup, and a wrong guess fails at the first existing row.
    /// </summary>
    /// <returns>Null if inserting would not verify the guess.</returns>
    public static PlannedCommit? Guess(IReadOnlyCollection<string> imageIds, CommitDecision plan)
    {
        CommitPlan outcome;
        try
        {
            outcome = plan(_ => null);
        }
        catch (Exception)
        {
            // The plan may succeed with the actual images.
            return null;
        }

        return outcome.Writes.Count == imageIds.Count && outcome.Writes.All(write => write.Image is not null)
            ? new(outcome, EditsOf(outcome.Writes, []))
            : null;
    }

    /// <summary>
    /// Reads and plans outside the writer thread. The caller must hold the tenant's lease until the edits are applied.
    /// </summary>
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

    // The planner writes only images that it requested. Another plan may write images it never read, and the row decides
    // between insert and update.
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
        // In index order, so that each page is read once.
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
