using Microsoft.AspNetCore.Http;
using Wesog.Server.Hosting;

namespace Wesog.Server.Tests.Memory;

/// <summary>The memory of a server that works is not taken from it.</summary>
public sealed class MemoryTrimmerTests
{
    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(0, 5, 1 << 20, true)]
    [InlineData(1, 0, 0, false)]
    [InlineData(0, 6, 0, false)]
    [InlineData(0, 0, 16 << 20, false)]
    public void A_server_is_idle_without_requests_and_without_work(int inProgress, long finished, long allocated, bool isIdle)
    {
        var before = new MemoryTrimmer.Sample(3, 1_000, 1 << 30);

        Assert.Equal(isIdle, new MemoryTrimmer.Sample(inProgress, before.Finished + finished, before.Allocated + allocated).IsIdleSince(before));
    }

    [Fact]
    public async Task A_request_counts_until_it_has_finished_whatever_its_end()
    {
        var activity = new RequestActivity();
        await activity.CountAsync(Request("/imgs"), _ =>
        {
            Assert.Equal((1, 0), (activity.InProgress, activity.Finished));
            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => activity.CountAsync(Request("/ops/1"), _ => throw new InvalidOperationException()));
        Assert.Equal((0, 2), (activity.InProgress, activity.Finished));
    }

    [Fact]
    public async Task A_probe_does_not_count()
    {
        var activity = new RequestActivity();
        var isCalled = false;
        await activity.CountAsync(Request("/health/ready"), _ =>
        {
            isCalled = activity.InProgress == 0;
            return Task.CompletedTask;
        });
        Assert.True(isCalled);
        Assert.Equal(0, activity.Finished);
    }

    private static DefaultHttpContext Request(string path) => new() { Request = { Path = path } };
}
