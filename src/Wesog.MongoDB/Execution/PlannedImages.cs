using MongoDB.Driver;
using Wesog.Images;
using Wesog.MongoDB.Data;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>
/// Reads, plans and writes the images of a commit decision. Most batches add images, and reading ten thousand ids that do
/// not exist costs as much as writing them. So the store samples a few ids, and if none exists it assumes that all images
/// are new. The inserts verify this. After a duplicate key the transaction runs again and reads all images.
/// </summary>
internal sealed class PlannedImages(ImageCollection images, string tenant, IReadOnlyCollection<string> ids, CommitDecision plan)
{
    private const int WorthGuessing = 64;

    private Dictionary<string, StoredImage> _found = [];
    private bool _guessed;

    /// <summary>True if the assumption may be tried. False after it was wrong.</summary>
    public bool MayGuess { get; set; } = true;

    /// <exception cref="PlanFailedException">The plan threw an exception.</exception>
    public async Task<CommitPlan> PlanAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        _found = [];
        _guessed = MayGuess && ids.Count > WorthGuessing;
        if (_guessed)
        {
            await ReadAsync(session, Samples(), cancellationToken).ConfigureAwait(false);
            if (_found.Count == 0 && Plan() is var guess && Verifies(guess))
            {
                return guess;
            }

            _guessed = false;
        }

        await ReadAsync(session, ids, cancellationToken).ConfigureAwait(false);
        return Plan();
    }

    /// <returns>The change of the image count.</returns>
    public Task<long> WriteAsync(IClientSessionHandle session, CommitPlan outcome, CancellationToken cancellationToken)
    {
        var read = _guessed ? [] : ids.ToHashSet(StringComparer.Ordinal);
        return images.WriteAsync(
            session, tenant, outcome.Writes, id => _guessed || (read.Contains(id) && !_found.ContainsKey(id)), cancellationToken);
    }

    // Only inserts verify the assumption.
    private bool Verifies(CommitPlan guess) =>
        guess.Writes.Count == ids.Count && guess.Writes.All(write => write.Image is not null);

    private string[] Samples()
    {
        string[] all = [.. ids];
        return [all[0], all[all.Length / 2], all[^1]];
    }

    private CommitPlan Plan()
    {
        try
        {
            return plan(_found.GetValueOrDefault);
        }
        catch (Exception failure)
        {
            throw new PlanFailedException(failure);
        }
    }

    private async Task ReadAsync(
        IClientSessionHandle session, IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        var found = wanted.Count == 0 ? [] : await images.FindAsync(session, tenant, wanted, cancellationToken).ConfigureAwait(false);
        _found = found.ToDictionary(image => image.Id, StringComparer.Ordinal);
    }
}
