using Wesog.Operations;
using Wesog.StoreHistories.Concurrent;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.Core.Tests.StoreHistories;

/// <summary>The search for an order, on calls written by hand: some no order explains.</summary>
public sealed class LinearizationTests
{
    private static readonly HistoryStep _write = Write("a", "b");
    private static readonly HistoryStep _find = new FindImages("acme", ["a", "b"]);
    private static readonly HistoryStep _list = new ListImages("acme", 0, 10);
    private static readonly HistoryStep _enqueue = new Enqueue(Submission("c"));
    private static readonly HistoryStep _cancel = new Cancel("acme", 1, TimeSpan.Zero);

    private static readonly HistoryStep _claim =
        new Claim("acme", new("engine-1", TimeSpan.FromSeconds(30)), new(9, 9, long.MaxValue), TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_read_beside_a_write_sees_it_or_not()
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
    public void What_one_reader_saw_no_later_one_misses()
    {
        TimedCall write = new(0, _write, After(_write), 1, 10);
        TimedCall seen = new(1, _find, After(_write, _find), 2, 3);

        Assert.False(IsLinearizable(write, seen, new(2, _find, After(_find), 4, 5)));
        Assert.True(IsLinearizable(write, seen, new(2, _find, After(_find), 2, 5)));
    }

    [Fact]
    public void A_page_and_its_count_are_of_one_moment()
    {
        TimedCall write = new(0, _write, After(_write), 1, 10);
        var torn = After(_write, _list).Replace("of 2", "of 0", StringComparison.Ordinal);

        Assert.NotEqual(After(_write, _list), torn);
        Assert.False(IsLinearizable(write, new(1, _list, torn, 2, 3)));
        Assert.True(IsLinearizable(write, new(1, _list, After(_write, _list), 2, 3)));
    }

    [Fact]
    public void Part_of_a_write_is_not_seen()
    {
        var half = Write("a");

        Assert.False(IsLinearizable(new(0, _write, After(_write), 1, 10), new(1, _find, After(half, _find), 2, 3)));
    }

    [Fact]
    public void Of_two_writes_none_is_lost()
    {
        TimedCall first = new(0, _write, After(_write), 1, 4);
        TimedCall second = new(1, _write, After(_write, _write), 2, 3);

        Assert.True(IsLinearizable(first, second, new(0, _find, After(_write, _write, _find), 5, 6)));
        Assert.False(IsLinearizable(first, second, new(0, _find, After(_write, _find), 5, 6)));
    }

    [Fact]
    public void A_number_is_given_once() => Assert.False(IsLinearizable(
        new(0, _enqueue, After(_enqueue), 1, 4), new(1, _enqueue, After(_enqueue), 2, 3)));

    [Fact]
    public void What_was_canceled_stays_canceled()
    {
        var get = new GetOperation("acme", 1);
        TimedCall enqueue = new(0, _enqueue, After(_enqueue), 1, 2);
        TimedCall cancel = new(0, _cancel, After(_enqueue, _cancel), 3, 8);

        Assert.True(IsLinearizable(enqueue, cancel, new(1, get, After(_enqueue, get), 4, 5), new(1, get, After(_enqueue, _cancel, get), 6, 7)));
        Assert.False(IsLinearizable(enqueue, cancel, new(1, get, After(_enqueue, _cancel, get), 4, 5), new(1, get, After(_enqueue, get), 6, 7)));
    }

    // A store may not tell at once while another call is under way, not where nothing is beside it.
    [Fact]
    public void Only_what_is_beside_another_call_declines_to_run()
    {
        TimedCall enqueue = new(0, _enqueue, After(_enqueue), 1, 2);
        TimedCall cancel = new(0, _cancel, After(_enqueue, _cancel), 3, 5);
        var queued = After(_enqueue, _write);

        Assert.False(IsLinearizable(enqueue, cancel, new(1, _write, queued, 6, 7)));
        Assert.True(IsLinearizable(enqueue, cancel, new(1, _write, queued, 4, 7)));
    }

    [Fact]
    public void Only_what_is_accepted_beside_a_claim_is_left_out_of_it()
    {
        var get = new GetOperation("acme", 2);
        TimedCall first = new(0, _enqueue, After(_enqueue), 1, 2);
        TimedCall seen = new(1, get, After(_enqueue, _enqueue, get), 4, 5);
        TimedCall claim = new(1, _claim, After(_enqueue, _claim), 6, 8);

        Assert.True(IsLinearizable(first, new(0, _enqueue, After(_enqueue, _enqueue), 3, 7), seen, claim));
        Assert.False(IsLinearizable(first, new(0, _enqueue, After(_enqueue, _enqueue), 3, 5), seen, claim));
    }

    [Fact]
    public void Only_what_is_accepted_beside_a_release_does_not_count()
    {
        var get = new GetOperation("acme", 2);
        HistoryStep finish = new CommitClaimed(0, [], [0], 0, DecisionFate.None, expectAbsent: false);
        HistoryStep release = new Release(0);
        TimedCall[] turn =
        [
            new(0, _enqueue, After(_enqueue), 1, 2),
            new(0, _claim, After(_enqueue, _claim), 3, 4),
            new(0, finish, After(_enqueue, _claim, finish), 5, 6),
            new(1, get, After(_enqueue, _enqueue, get), 8, 9),
            new(1, release, After(_enqueue, _claim, finish, release), 10, 12),
        ];

        Assert.True(IsLinearizable([.. turn, new(0, _enqueue, After(_enqueue, _enqueue), 7, 11)]));
        Assert.False(IsLinearizable([.. turn, new(0, _enqueue, After(_enqueue, _enqueue), 7, 9)]));
    }

    private static Submitted Submission(params string[] ids) =>
        new("acme", OperationMethod.Add, ids, Urgent: false, Key: null, int.MaxValue, IsBeyondBytes: false);

    private static CommitInline Write(params string[] ids) =>
        new([Submission(ids)], [.. ids.Select(id => new Change(id, null, IsDeletion: false))], 0, DecisionFate.None, expectAbsent: false);

    // What the naive store answers to the last of some steps.
    private string After(params HistoryStep[] steps)
    {
        var side = new StoreUnderTest(new NaiveStore(_clock), _clock);
        var answers = steps.Select(step => side.AnswerAsync(step).GetAwaiter().GetResult()).ToList();
        return answers[^1];
    }

    private bool IsLinearizable(params TimedCall[] calls) => Linearization.Find(calls, new NaiveStore(_clock), _clock) is not null;
}
