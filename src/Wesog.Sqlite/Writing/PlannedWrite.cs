using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// Plans and writes: by a guess, and where that does not hold by what is read. Reading and planning are done beside the
/// writer, which others use meanwhile. One at a time of a tenant, so what was read cannot have changed when it is applied.
/// </summary>
internal sealed class PlannedWrite(SqliteSession session, TenantQueue queue)
{
    /// <param name="imageIds">The images that the plan finds.</param>
    /// <param name="plan">What decides.</param>
    /// <param name="commandOf">Writes what was decided.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async ValueTask<T> RunAsync<T>(
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        Func<PlannedCommit, ResultCommand<T>> commandOf,
        CancellationToken cancellationToken)
    {
        await queue.Transacting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (imageIds.Count > 0 && PlannedCommit.Guess(imageIds, plan) is { } guess)
            {
                try
                {
                    return await session.Writer.RunAsync(commandOf(guess), cancellationToken).ConfigureAwait(false);
                }
                catch (Exception failure) when (failure.IsTaken())
                {
                    // One of the images is there: the guess was rolled back, alone, and what is there decides.
                }
            }

            var planned = await PlannedCommit.MakeAsync(session, queue, imageIds, plan, cancellationToken).ConfigureAwait(false);
            return await session.Writer.RunAsync(commandOf(planned), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            queue.Transacting.Release();
        }
    }
}
