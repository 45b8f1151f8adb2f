using System.Net;
using Wesog.AspNetCore.Authentication;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Keys;

public sealed class FailureDelayTests
{
    private static readonly IPAddress _client = IPAddress.Parse("192.0.2.1");
    private static readonly TimeSpan _most = TimeSpan.FromSeconds(1);
    private readonly ManualTimeProvider _time = new();
    private readonly FailureDelay _delay;

    public FailureDelayTests() => _delay = new(_time);

    [Fact]
    public void The_delay_doubles_with_each_failure_up_to_the_longest() =>
        Assert.Equal([25, 50, 100, 200, 400, 800, 1_000, 1_000], Enumerable.Range(0, 8).Select(_ => Count(_client)));

    [Fact]
    public void The_delay_halves_with_each_second_without_a_failure()
    {
        for (var i = 0; i < 5; i++)
        {
            Count(_client);
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, Count(_client));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(25, Count(_client));
    }

    [Fact]
    public void Each_address_has_its_own_delay_and_a_network_of_IPv6_one_in_common()
    {
        string[] addresses = ["192.0.2.1", "2001:db8::1", "2001:db8::ffff:2", "::ffff:192.0.2.7"];
        var delays = addresses.Select(address => Count(IPAddress.Parse(address))).Append(Count(null));

        Assert.Equal([25, 25, 50, 25, 25], delays);
    }

    [Fact]
    public async Task Only_a_limited_number_of_responses_waits()
    {
        var waiting = Enumerable.Range(0, FailureDelay.MaxWaiting).Select(_ => WaitAsync()).ToList();
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));

        var next = WaitAsync();
        Assert.True(next.IsCompleted);
        Assert.False(await next);

        _time.Advance(_most);
        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.False(WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_wait()
    {
        using var leaving = new CancellationTokenSource();
        var wait = _delay.WaitAsync(_client, _most, leaving.Token);

        await leaving.CancelAsync();

        Assert.True(await wait);
    }

    private Task<bool> WaitAsync() => _delay.WaitAsync(_client, _most, CancellationToken.None);

    private double Count(IPAddress? address) => _delay.Count(address, _most).TotalMilliseconds;
}
