using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Limits;

/// <summary>Counts how many operations each turn has, and how many turns are under way at once.</summary>
internal sealed class CountingStore() : GatedStore(new InMemoryImageStore(TimeProvider.System))
{
    // What would come in though it may not has had every chance to by then.
    private const int Chances = 200;

    private readonly TaskCompletionSource _isFull = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _turns = [];
    private int _underWay;

    /// <summary>How many turns wait for one another.</summary>
    public int Together { get; init; } = 1;

    public int MostAtOnce { get; private set; }

    /// <summary>The operations of each turn.</summary>
    public IReadOnlyList<int> Turns => _turns;

    public override async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var turn = await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
        if (turn is not null)
        {
            lock (_turns)
            {
                _turns.Add(turn.Operations.Count);
            }
        }

        return turn;
    }

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        if (request is CommitRequest.Inline)
        {
            return await base.CommitAsync(request, cancellationToken);
        }

        Enter();
        await _isFull.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        for (var i = 0; i < Chances; i++)
        {
            await Task.Yield();
        }

        var result = await base.CommitAsync(request, cancellationToken);
        lock (_turns)
        {
            _underWay--;
        }

        return result;
    }

    private void Enter()
    {
        lock (_turns)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
            if (_underWay >= Together)
            {
                _isFull.TrySetResult();
            }
        }
    }
}
