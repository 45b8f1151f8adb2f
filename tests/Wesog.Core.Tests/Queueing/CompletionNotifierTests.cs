using Wesog.Queueing;
using Wesog.Testing;

namespace Wesog.Core.Tests.Queueing;

public class CompletionNotifierTests
{
    private readonly CompletionNotifier _hub = new();

    [Fact]
    public void An_operation_is_awaited_until_the_last_who_joined_has_left()
    {
        var first = _hub.Subscribe("t", 1);
        var second = _hub.Subscribe("t", 1);
        _hub.Subscribe("t", 2);
        Assert.Equal([("t", 1L), ("t", 2L)], _hub.Awaited.Order());
        _hub.Unsubscribe("t", 1, first);
        Assert.True(_hub.IsAwaited("t", 1));
        _hub.Unsubscribe("t", 1, second);
        Assert.False(_hub.IsAwaited("t", 1));
        Assert.Equal([("t", 2L)], _hub.Awaited);
    }

    [Fact]
    public async Task An_end_wakes_all_who_joined_and_no_one_who_joins_later()
    {
        var (first, second) = (_hub.Subscribe("t", 1), _hub.Subscribe("t", 1));
        var other = _hub.Subscribe("other", 1);
        var end = SampleOperations.Add("a").Operation;
        _hub.Complete("t", 1, end);
        Assert.Equal((end, end), (await first, await second));
        Assert.False(_hub.IsAwaited("t", 1));
        Assert.False(_hub.Subscribe("t", 1).IsCompleted);
        Assert.False(other.IsCompleted);
    }

    [Fact]
    public void Who_leaves_a_wait_that_has_ended_leaves_no_later_one()
    {
        var ended = _hub.Subscribe("t", 1);
        _hub.Complete("t", 1, null);
        _hub.Subscribe("t", 1);
        _hub.Unsubscribe("t", 1, ended);
        Assert.True(_hub.IsAwaited("t", 1));
    }

    [Fact]
    public async Task A_close_wakes_everyone_now_and_from_now_on()
    {
        var before = _hub.Subscribe("t", 1);
        _hub.Close();
        Assert.Null(await before);
        Assert.Null(await _hub.Subscribe("t", 2));
        Assert.Empty(_hub.Awaited);
    }
}
