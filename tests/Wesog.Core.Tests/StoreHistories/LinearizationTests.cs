using Wesog.Operations;
using Wesog.StoreHistories.Concurrent;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.Core.Tests.StoreHistories;

/// <summary>The linearizability check on hand-written histories, some of which are not linearizable.</summary>
public sealed class LinearizationTests
{
    private static readonly HistoryStep _write = Write("a", "b");
    private static readonly HistoryStep _find = new FindImages("acme", ["a", "b"]);
    private static readonly HistoryStep _list = new ListImages("acme", new());
    private static readonly HistoryStep _enqueue = new Enqueue(NewSubmission("c"));
    private static readonly HistoryStep _cancel = new Cancel("acme", 1, TimeSpan.Zero);

    private static readonly HistoryStep _claim =
        new Claim("acme", new("engine-1", TimeSpan.FromSeconds(30)), new(9, 9, long.MaxValue), TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_read_concurrent_with_a_write_may_see_it()
    {
        Assert.True(IsLinearizable(new(0, _write, After(_write), 1, 4), new(1, _find, After(_find), 2, 3)));
        Assert.True(IsLinearizable(new(0, _write, After(_write), 1, 4), new(1, _find, After(_write, _find), 2, 3)));
    }

    [Fact]
    public void A_read_after_a_write_sees_it()
    {
        Assert.False(IsLinearizable(new(0, _write, After(_write), 1, 2), new(1, _find, After(_find), 3, 4)));
        Assert.True(IsLinearizable(new(0, _write, After(_write), 1, 2), new(1, _find, After(_write, _find), 3, 4)));
    }

    [Fact]
    public void A_read_before_a_write_does_not_see_it() => Assert.False(IsLinearizable(
        new(1, _find, After(_write, _find), 1, 2), new(0, _write, After(_write), 3, 4)));

    [Fact]
    public void A_later_read_sees_what_an_earlier_read_saw()
    {
        TimedCall write = new(0, _write, After(_write), 1, 10);
        TimedCall seen = new(1, _find, After(_write, _find), 2, 3);

        Assert.False(IsLinearizable(write, seen, new(2, _find, After(_find), 4, 5)));
        Assert.True(IsLinearizable(write, seen, new(2, _find, After(_find), 2, 5)));
    }

    [Fact]
    public void A_page_and_its_count_are_one_snapshot()
    {
        TimedCall write = new(0, _write, After(_write), 1, 10);
        var torn = After(_write, _list).Replace("of 2", "of 0", StringComparison.Ordinal);

        Assert.NotEqual(After(_write, _list), torn);
        Assert.False(IsLinearizable(write, new(1, _list, torn, 2, 3)));
        Assert.True(IsLinearizable(write, new(1, _list, After(_write, _list), 2, 3)));
    }

    [Fact]
    public void A_partial_write_is_never_seen()
    {
        var half = Write("a");

        Assert.False(IsLinearizable(new(0, _write, After(_write), 1, 10), new(1, _find, After(half, _find), 2, 3)));
    }

    [Fact]
    public void Neither_of_two_writes_is_lost()
    {
        TimedCall first = new(0, _write, After(_write), 1, 4);
        TimedCall second = new(1, _write, After(_write, _write), 2, 3);

        Assert.True(IsLinearizable(first, second, new(0, _find, After(_write, _write, _find), 5, 6)));
        Assert.False(IsLinearizable(first, second, new(0, _find, After(_write, _find), 5, 6)));
    }

    [Fact]
    public void A_number_is_assigned_once() => Assert.False(IsLinearizable(
        new(0, _enqueue, After(_enqueue), 1, 4), new(1, _enqueue, After(_enqueue), 2, 3)));

    [Fact]
    public void A_canceled_operation_stays_canceled()
    {
        var get = new GetOperation("acme", 1);
        TimedCall enqueue = new(0, _enqueue, After(_enqueue), 1, 2);
        TimedCall cancel = new(0, _cancel, After(_enqueue, _cancel), 3, 8);

        Assert.True(IsLinearizable(enqueue, cancel, new(1, get, After(_enqueue, get), 4, 5), new(1, get, After(_enqueue, _cancel, get), 6, 7)));
        Assert.False(IsLinearizable(enqueue, cancel, new(1, get, After(_enqueue, _cancel, get), 4, 5), new(1, get, After(_enqueue, get), 6, 7)));
    }

    // A store may return Busy only if another call is in progress.
    [Fact]
    public void An_inline_commit_may_be_busy_only_during_another_call()
    {
        TimedCall enqueue = new(0, _enqueue, After(_enqueue), 1, 2);
        TimedCall cancel = new(0, _cancel, After(_enqueue, _cancel), 3, 5);
        var queued = After(_enqueue, _write);

        Assert.False(IsLinearizable(enqueue, cancel, new(1, _write, queued, 6, 7)));
        Assert.True(IsLinearizable(enqueue, cancel, new(1, _write, queued, 4, 7)));
    }

    [Fact]
    public void A_claim_may_omit_only_operations_that_are_accepted_concurrently()
    {
        var get = new GetOperation("acme", 2);
        TimedCall first = new(0, _enqueue, After(_enqueue), 1, 2);
        TimedCall seen = new(1, get, After(_enqueue, _enqueue, get), 4, 5);
        TimedCall claim = new(1, _claim, After(_enqueue, _claim), 6, 8);

        Assert.True(IsLinearizable(first, new(0, _enqueue, After(_enqueue, _enqueue), 3, 7), seen, claim));
        Assert.False(IsLinearizable(first, new(0, _enqueue, After(_enqueue, _enqueue), 3, 5), seen, claim));
    }

    [Fact]
    public void A_release_may_ignore_only_operations_that_are_accepted_concurrently()
    {
        var get = new GetOperation("acme", 2);
        HistoryStep finish = new CommitClaimed(0, [], [0], 0, DecisionFault.None, expectAbsent: false);
        HistoryStep release = new Release(0);
        TimedCall[] calls =
        [
            new(0, _enqueue, After(_enqueue), 1, 2),
            new(0, _claim, After(_enqueue, _claim), 3, 4),
            new(0, finish, After(_enqueue, _claim, finish), 5, 6),
            new(1, get, After(_enqueue, _enqueue, get), 8, 9),
            new(1, release, After(_enqueue, _claim, finish, release), 10, 12),
        ];

        Assert.True(IsLinearizable([.. calls, new(0, _enqueue, After(_enqueue, _enqueue), 7, 11)]));
        Assert.False(IsLinearizable([.. calls, new(0, _enqueue, After(_enqueue, _enqueue), 7, 9)]));
    }

    private static SubmittedOperation NewSubmission(params string[] ids) =>
        new("acme", OperationMethod.Add, ids, Urgent: false, Key: null, int.MaxValue, ExceedsByteLimit: false);

    private static CommitInline Write(params string[] ids) =>
        new([NewSubmission(ids)], [.. ids.Select(id => new Change(id, null, IsDeletion: false))], 0, DecisionFault.None, expectAbsent: false);

    // The result of the naive store for the last step.
    private string After(params HistoryStep[] steps)
    {
        var target = new StoreUnderTest(new NaiveStore(_clock), _clock);
        var results = steps.Select(step => target.ExecuteAsync(step).GetAwaiter().GetResult()).ToList();
        return results[^1];
    }

    private bool IsLinearizable(params TimedCall[] calls) => Linearization.Find(calls, new NaiveStore(_clock), _clock) is not null;
}
