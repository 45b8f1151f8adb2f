using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Storage.Kernel;

/// <summary>Tests what the conformance suite cannot observe: the steps between a store's write and its commit.</summary>
public sealed class TenantQueueTests
{
    private static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);

    private readonly ManualTimeProvider _clock = new();
    private readonly TenantQueue _queue;
    private long _fencingToken;

    public TenantQueueTests() => _queue = new(_clock);

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public void A_reserved_operation_is_not_claimed_and_leaves_the_claim_undecided()
    {
        Add(1);
        Add(2);
        var reserved = _queue.TryReserve(1, out _)!;

        Assert.Null(_queue.TryReserve(1, out _));
        Assert.Null(_queue.Claim(NewLease(), Everything, Now));
        Assert.Equal(2, _queue.CountWaiting());

        _queue.EndReservation(reserved, finished: false);
        Assert.Equal([1L, 2L], Claim());
    }

    [Fact]
    public void A_reserved_operation_that_finishes_leaves_the_queue()
    {
        Add(1);
        _queue.EndReservation(_queue.TryReserve(1, out _)!, finished: true);

        Assert.Equal(0, _queue.CountWaiting());
        Assert.Empty(Claim());
        Assert.Null(_queue.TryReserve(1, out _));
    }

    [Fact]
    public void A_reserved_operation_counts_as_waiting_for_an_inline_commit()
    {
        Add(1);
        var reserved = _queue.TryReserve(1, out _)!;
        Assert.False(_queue.TryLease(NewLease()));

        _queue.EndReservation(reserved, finished: true);
        Assert.True(_queue.TryLease(NewLease()));
    }

    [Fact]
    public void A_lease_does_not_expire_while_its_commit_runs()
    {
        Add(1);
        var lease = NewLease();
        var claimed = _queue.Claim(lease, Everything, Now)!;
        var ending = _queue.BeginCommit(lease, [claimed[0].Operation]);

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Claim());
        _queue.EndCommit([]);

        Assert.Throws<LeaseLostException>(() => _queue.BeginCommit(lease, [claimed[0].Operation]));
        Assert.Equal([1L], Claim());
        Assert.Same(claimed[0], ending[0]);
    }

    [Fact]
    public void A_lease_is_not_released_while_its_commit_runs()
    {
        Add(1);
        var lease = NewLease();
        var claimed = _queue.Claim(lease, Everything, Now)!;
        _queue.BeginCommit(lease, [claimed[0].Operation]);

        Assert.Throws<InvalidOperationException>(() => _queue.Release(lease));
        _queue.EndCommit([]);
        Assert.True(_queue.Release(lease));
    }

    [Fact]
    public void A_finished_operation_is_not_finished_again()
    {
        Add(1);
        Add(2);
        var lease = NewLease();
        var claimed = _queue.Claim(lease, Everything, Now)!;
        _queue.EndCommit(_queue.BeginCommit(lease, [claimed[0].Operation]));

        Assert.Throws<InvalidOperationException>(() => _queue.BeginCommit(lease, [claimed[0].Operation]));
        Assert.Null(_queue.TryBeginCommit(lease, 1));
        Assert.Same(claimed[1], _queue.TryBeginCommit(lease, 2));
        Assert.Equal([2L], _queue.Running.Keys);
    }

    [Fact]
    public void A_running_operation_is_not_reserved_and_is_returned_as_running()
    {
        Add(1);
        Add(2);
        _queue.Claim(NewLease(), new(1, 1, 1), Now);

        Assert.Null(_queue.TryReserve(1, out var running));
        Assert.Equal((1, OperationState.Running), (running!.Id, running.State));
        Assert.Null(_queue.TryReserve(3, out running));
        Assert.Null(running);
        Assert.NotNull(_queue.TryReserve(2, out running));
        Assert.Null(running);
    }

    [Fact]
    public void A_lease_does_not_expire_while_a_failed_attempt_is_counted()
    {
        Add(1);
        var lease = NewLease();
        _queue.Claim(lease, Everything, Now);
        Assert.NotNull(_queue.TryBeginCommit(lease, 1));

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Claim());
        _queue.EndCommit([]);

        Assert.Null(_queue.TryBeginCommit(lease, 1));
        Assert.Equal([1L], Claim());
    }

    [Fact]
    public void A_failed_attempt_of_another_operation_does_not_keep_the_lease_alive()
    {
        Add(1);
        var lease = NewLease();
        _queue.Claim(lease, Everything, Now);
        Add(2);

        Assert.Null(_queue.TryBeginCommit(lease, 2));
        _clock.Advance(lease.Options.Duration);
        Assert.Equal([1L, 2L], Claim());
    }

    [Fact]
    public void Setting_the_clock_back_does_not_extend_a_lease()
    {
        Add(1);
        var lease = NewLease();
        _queue.Claim(lease, Everything, Now);
        _clock.SetUtcNow(Now.AddDays(-1));
        _clock.Advance(lease.Options.Duration);

        Assert.Throws<LeaseLostException>(() => _queue.RequireAlive(lease));
    }

    [Fact]
    public void A_view_hides_operations_that_are_not_in_the_queue_yet_and_shows_running_ones()
    {
        Add(1);
        Add(2);
        _queue.Claim(NewLease(), new(1, 1, 1), Now);
        var view = new QueueView(_queue.Running, _queue.Newest);

        Assert.Equal(OperationState.Running, view.Project(Pending(1))!.State);
        Assert.Equal(OperationState.Pending, view.Project(Pending(2))!.State);
        Assert.Null(view.Project(Pending(3)));
        Assert.Equal(OperationState.Canceled, view.Project(Pending(3).Cancel(Now))!.State);
    }

    [Fact]
    public void Totals_include_operations_until_they_leave_the_queue()
    {
        _queue.Add(new(Pending(1), bytes: 10), new(Pending(2), bytes: 20), new(Pending(3), bytes: 40));
        Assert.Equal(new QueueTotals(7, 3, 70), _queue.GetTotals(lastNumber: 7));
        Assert.Equal(3, _queue.Newest);

        _queue.EndReservation(_queue.TryReserve(2, out _)!, finished: false);
        var lease = NewLease();
        var claimed = _queue.Claim(lease, new(1, 1, 1), Now)!;
        Assert.Equal(new QueueTotals(7, 3, 70), _queue.GetTotals(lastNumber: 7));

        _queue.EndCommit(_queue.BeginCommit(lease, [claimed[0].Operation]));
        Assert.Equal(new QueueTotals(7, 2, 60), _queue.GetTotals(lastNumber: 7));

        _queue.EndReservation(_queue.TryReserve(3, out _)!, finished: true);
        Assert.Equal(new QueueTotals(7, 1, 20), _queue.GetTotals(lastNumber: 7));
    }

    [Fact]
    public void A_view_lists_the_operations_of_a_query_and_stops_reading_after_them()
    {
        _queue.Add(new(Pending(1), bytes: 1), new(Pending(2), bytes: 1), new(Pending(3), bytes: 1));
        _queue.Claim(NewLease(), new(1, 1, 1), Now);
        var view = new QueueView(_queue.Running, _queue.Newest);
        Operation[] stored = [Pending(4), Pending(3), Pending(2).Cancel(Now), Pending(1)];
        var read = 0;

        Assert.Equal([3L, 2L, 1L], List(new()));
        Assert.Equal([1L], List(new() { States = [OperationState.Running] }));
        Assert.Equal([3L], List(new() { States = [OperationState.Pending] }));
        Assert.Empty(List(new() { Methods = [OperationMethod.Delete] }));
        Assert.Equal([2L], List(new() { Before = 3, Limit = 1 }));
        Assert.Empty(List(new() { Before = long.MinValue }));
        read = 0;
        Assert.Equal([3L], List(new() { Limit = 1 }));
        Assert.InRange(read, 2, 3);

        IEnumerable<long> List(OperationQuery query) => view.List(stored.Select(Count), query).Select(operation => operation.Id);

        Operation Count(Operation operation)
        {
            read++;
            return operation;
        }
    }

    private static Operation Pending(long number) => SampleOperations.Add("a").Operation with { Id = number };

    private void Add(long number) => _queue.Add(new QueuedOperation(Pending(number), bytes: 1));

    private Lease NewLease() => new("acme", new("engine-1", TimeSpan.FromSeconds(30)), ++_fencingToken);

    private IEnumerable<long> Claim() => _queue.Claim(NewLease(), Everything, Now)!.Select(claimed => claimed.Operation.Id);
}
