using Wesog.Queueing;
using Wesog.Testing;

namespace Wesog.Core.Tests.Queueing;

public class CompletionNotifierTests
{
    private readonly CompletionNotifier _notifier = new();

    [Fact]
    public void An_operation_is_awaited_until_its_last_subscriber_unsubscribes()
    {
        var first = _notifier.Subscribe("t", 1);
        var second = _notifier.Subscribe("t", 1);
        _notifier.Subscribe("t", 2);
        Assert.Equal([("t", 1L), ("t", 2L)], _notifier.Awaited.Order());
        _notifier.Unsubscribe("t", 1, first);
        Assert.True(_notifier.IsAwaited("t", 1));
        _notifier.Unsubscribe("t", 1, second);
        Assert.False(_notifier.IsAwaited("t", 1));
        Assert.Equal([("t", 2L)], _notifier.Awaited);
    }

    [Fact]
    public async Task Completion_notifies_all_current_subscribers_and_no_later_one()
    {
        var (first, second) = (_notifier.Subscribe("t", 1), _notifier.Subscribe("t", 1));
        var other = _notifier.Subscribe("other", 1);
        var end = SampleOperations.Add("a").Operation;
        _notifier.Complete("t", 1, end);
        Assert.Equal((end, end), (await first, await second));
        Assert.False(_notifier.IsAwaited("t", 1));
        Assert.False(_notifier.Subscribe("t", 1).IsCompleted);
        Assert.False(other.IsCompleted);
    }

    [Fact]
    public void Unsubscribing_after_completion_keeps_a_later_subscription()
    {
        var ended = _notifier.Subscribe("t", 1);
        _notifier.Complete("t", 1, null);
        _notifier.Subscribe("t", 1);
        _notifier.Unsubscribe("t", 1, ended);
        Assert.True(_notifier.IsAwaited("t", 1));
    }

    [Fact]
    public async Task Closing_completes_current_and_later_subscriptions()
    {
        var before = _notifier.Subscribe("t", 1);
        _notifier.Close();
        Assert.Null(await before);
        Assert.Null(await _notifier.Subscribe("t", 2));
        Assert.Empty(_notifier.Awaited);
    }
}
