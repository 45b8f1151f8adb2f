namespace Wesog.MongoDB.Execution;

/// <summary>
/// Passes on the cancellation of a transaction: at once before its commit, and after a grace period during it. A cancelled commit may take
/// effect without the caller's knowledge.
/// </summary>
internal sealed class CommitCancellation : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _grace;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private bool _isCommitting;

    public CommitCancellation(TimeSpan grace, TimeProvider timeProvider, CancellationToken caller)
    {
        (_grace, _caller) = (grace, caller);
        _source = new(Timeout.InfiniteTimeSpan, timeProvider);
        _registration = caller.UnsafeRegister(static self => ((CommitCancellation)self!).Cancel(), this);
    }

    /// <summary>Cancels the transaction.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Begins the transaction, or begins it again after a conflict.</summary>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    public void Begin() => Enter(isCommitting: false);

    /// <summary>Begins the commit.</summary>
    /// <exception cref="OperationCanceledException">The caller has cancelled before the commit.</exception>
    public void BeginCommit() => Enter(isCommitting: true);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }

    private void Enter(bool isCommitting)
    {
        lock (_lock)
        {
            _caller.ThrowIfCancellationRequested();
            _isCommitting = isCommitting;
        }
    }

    private void Cancel()
    {
        bool isCommitting;
        lock (_lock)
        {
            isCommitting = _isCommitting;
        }

        if (isCommitting)
        {
            _source.CancelAfter(_grace);
        }
        else
        {
            _source.Cancel();
        }
    }
}
