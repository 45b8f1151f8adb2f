using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Limits;

/// <summary>Records the number of operations of each work item, and the maximum number of concurrent work items.</summary>
internal sealed class CountingStore() : PausedStore(new InMemoryImageStore(TimeProvider.System))
{
    // Gives a work item beyond the limit enough time to start.
    private const int Yields = 200;

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _workItems = [];
    private int _executing;

    /// <summary>The number of work items that wait for each other.</summary>
    public int ExpectedConcurrency { get; init; } = 1;

    public int MaxConcurrency { get; private set; }

    /// <summary>The number of operations of each work item.</summary>
    public IReadOnlyList<int> WorkItems => _workItems;

    public override async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var workItem = await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
        if (workItem is not null)
        {
            lock (_workItems)
            {
                _workItems.Add(workItem.Operations.Count);
            }
        }

        return workItem;
    }

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        if (request is CommitRequest.Inline)
        {
            return await base.CommitAsync(request, cancellationToken);
        }

        Enter();
        await _reached.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        for (var i = 0; i < Yields; i++)
        {
            await Task.Yield();
        }

        var result = await base.CommitAsync(request, cancellationToken);
        lock (_workItems)
        {
            _executing--;
        }

        return result;
    }

    private void Enter()
    {
        lock (_workItems)
        {
            MaxConcurrency = Math.Max(MaxConcurrency, ++_executing);
            if (_executing >= ExpectedConcurrency)
            {
                _reached.TrySetResult();
            }
        }
    }
}
