namespace Wesog.Sqlite.Data;

/// <summary>
/// Shares a number of places for reads between tenants. Waiting tenants get places in turn, and the reads of one tenant in order.
/// </summary>
/// <remarks>
/// The last free place is only for a tenant without a running read, so no tenant can occupy all places, however many reads it has.
/// </remarks>
internal sealed class ReadScheduler
{
    private readonly Lock _lock = new();
    private readonly int _places;
    private readonly int _most;

    // The tenants with waiting reads, the next one first. Whenever the lock is free, no waiting read can start.
    private readonly LinkedList<TenantReads> _turns = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _free;
    private bool _isClosing;

    /// <param name="places">The number of places.</param>
    /// <param name="most">The largest number of places of one tenant.</param>
    public ReadScheduler(int places, int most = int.MaxValue) => (_places, _free, _most) = (places, places, most);

    /// <summary>Takes a place for a read, or waits for one. A canceled wait gives up its turn at once.</summary>
    /// <param name="tenant">The tenant of the read.</param>
    /// <param name="isUrgent">Whether the read comes before the tenant's other waiting reads.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ObjectDisposedException">The scheduler is closed.</exception>
    public ValueTask EnterAsync(TenantReads tenant, bool isUrgent, CancellationToken cancellationToken)
    {
        WaitingRead read;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosing, typeof(SqliteImageStore));
            if (CanStart(tenant))
            {
                Start(tenant);
                return ValueTask.CompletedTask;
            }

            read = new(tenant);
            if (tenant.Waiting.Count == 0)
            {
                _turns.AddLast(tenant.Turn);
            }

            if (isUrgent)
            {
                tenant.Waiting.AddFirst(read.Place);
            }
            else
            {
                tenant.Waiting.AddLast(read.Place);
            }
        }

        return new(WaitAsync(read, cancellationToken));
    }

    /// <summary>Gives a place back and starts the reads that can start now.</summary>
    public void Leave(TenantReads tenant)
    {
        lock (_lock)
        {
            _free++;
            tenant.Running--;
            while (FindNext() is { } next)
            {
                Start(next);
                EndTurn(next).Started.SetResult();
            }

            CompleteClosing();
        }
    }

    /// <summary>Refuses new reads, and returns after all earlier ones have ended.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosing = true;
            CompleteClosing();
            return _closed.Task;
        }
    }

    private bool CanStart(TenantReads tenant) => (_free > 1 && tenant.Running < _most) || (_free == 1 && tenant.Running == 0);

    private void Start(TenantReads tenant)
    {
        _free--;
        tenant.Running++;
    }

    private TenantReads? FindNext()
    {
        // Of the tenants before the one found, each has a running read, so they are fewer than the places. Without a free place there is none to find.
        for (var turn = _free == 0 ? null : _turns.First; turn is not null; turn = turn.Next)
        {
            if (CanStart(turn.Value))
            {
                return turn.Value;
            }
        }

        return null;
    }

    // The tenant's next turn comes after those of all other waiting tenants.
    private WaitingRead EndTurn(TenantReads tenant)
    {
        var read = tenant.Waiting.First!.Value;
        tenant.Waiting.RemoveFirst();
        _turns.Remove(tenant.Turn);
        if (tenant.Waiting.Count > 0)
        {
            _turns.AddLast(tenant.Turn);
        }

        return read;
    }

    private void CompleteClosing()
    {
        if (_isClosing && _free == _places)
        {
            _closed.TrySetResult();
        }
    }

    private async Task WaitAsync(WaitingRead read, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister((_, token) => Cancel(read, token), null).ConfigureAwait(false);
        await read.Started.Task.ConfigureAwait(false);
    }

    private void Cancel(WaitingRead read, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // A read that has started runs to its end.
            if (read.Place.List is null)
            {
                return;
            }

            read.Tenant.Waiting.Remove(read.Place);
            if (read.Tenant.Waiting.Count == 0)
            {
                _turns.Remove(read.Tenant.Turn);
            }
        }

        read.Started.SetCanceled(cancellationToken);
    }
}

/// <summary>The running and the waiting reads of one tenant. Only its <see cref="ReadScheduler"/> uses the members.</summary>
internal sealed class TenantReads
{
    public TenantReads() => Turn = new(this);

    public int Running { get; set; }

    public LinkedList<WaitingRead> Waiting { get; } = [];

    /// <summary>The tenant's place among the waiting tenants.</summary>
    public LinkedListNode<TenantReads> Turn { get; }
}

/// <summary>A read that waits for a place.</summary>
internal sealed class WaitingRead
{
    public WaitingRead(TenantReads tenant) => (Tenant, Place) = (tenant, new(this));

    public TenantReads Tenant { get; }

    /// <summary>The read's place among the tenant's waiting reads. In no list after the read has started or was canceled.</summary>
    public LinkedListNode<WaitingRead> Place { get; }

    // The thread that ends a read must not run the continuations of another read.
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
