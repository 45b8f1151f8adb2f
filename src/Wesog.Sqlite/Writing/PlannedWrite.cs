using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>
/// Plans and writes, first with a guess, then with the images as stored if the guess is wrong. Reads and plans outside
/// the writer thread. Runs once at a time per tenant, so the images cannot change between read and write.
/// </summary>
internal sealed class PlannedWrite(SqliteSession session, TenantQueue queue)
{
    /// <param name="imageIds">The ids of the images that the plan reads.</param>
    /// <param name="plan">The decision to run.</param>
    /// <param name="commandOf">Creates the command that writes the result.</param>
    /// <param name="cancellationToken">Cancels work that has not started.</param>
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
                    // An image exists. Only the guess was rolled back. Read the images and plan again.
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
