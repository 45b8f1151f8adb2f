using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Writing;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Writing;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task Waiting_commands_of_all_callers_share_one_commit()
    {
        await using var open = await OpenStore.NewAsync();
        await open.AcceptAsync(SampleOperations.Add("x"));
        var held = await HeldWriter.NewAsync(open.Store);
        var before = open.Store.Session.Writer.Commits;

        var enqueued = Enumerable.Range(0, 200)
            .Select(i => open.AcceptAsync(SampleOperations.Add($"i{i}").For($"tenant-{i % 7}").WithKey($"k{i}"))).ToArray();
        var canceled = open.Store.CancelAsync(SampleOperations.Tenant, 1, open.Now, default).AsTask();
        await held.LetGoAsync();
        await Task.WhenAll(enqueued);

        Assert.Equal(OperationState.Canceled, (await canceled).Operation!.State);
        Assert.Equal(2, open.Store.Session.Writer.Commits - before);
        Assert.Equal(200, (await open.Store.ListBacklogsAsync(default)).Sum(backlog => backlog.Operations));
    }

    [Fact]
    public async Task A_failing_command_fails_alone()
    {
        await using var open = await OpenStore.NewAsync();
        var held = await HeldWriter.NewAsync(open.Store);

        var first = open.AcceptAsync(SampleOperations.Add("a"));
        var failing = open.Store.Session.Writer.RunAsync(new FailingCommand(), default).AsTask();
        var refused = open.Store.EnqueueAsync([SampleOperations.Add("b")], new(1, long.MaxValue), default).AsTask();
        var last = open.AcceptAsync(SampleOperations.Add("c"));
        await held.LetGoAsync();

        Assert.Equal("The command failed.", (await Assert.ThrowsAsync<InvalidTimeZoneException>(() => failing)).Message);
        Assert.Equal(1, (await first).Id);
        Assert.IsType<EnqueueResult.Full>(Assert.Single(await refused));
        Assert.Equal(2, (await last).Id);
        Assert.Empty((await open.Store.ListImagesAsync("nobody", 0, 1, default)).Images);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_runs_writes_nothing()
    {
        await using var open = await OpenStore.NewAsync();
        var held = await HeldWriter.NewAsync(open.Store);
        using var cancellation = new CancellationTokenSource();

        var call = open.Store.EnqueueAsync([SampleOperations.Add("a")], OpenStore.Unlimited, cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await held.LetGoAsync();
        Assert.Equal(1, (await open.AcceptAsync(SampleOperations.Add("b"))).Id);
    }

    [Fact]
    public async Task Reads_and_claims_continue_while_the_writer_is_busy()
    {
        await using var open = await OpenStore.NewAsync();
        await open.WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        await open.AcceptAsync(SampleOperations.Add("b"));
        var held = await HeldWriter.NewAsync(open.Store);

        Assert.Single(await open.Store.FindImagesAsync(SampleOperations.Tenant, ["a"], default));
        Assert.Equal(1, (await open.Store.ListImagesAsync(SampleOperations.Tenant, 0, 10, default)).Count);
        var workItem = await open.ClaimAsync();
        await open.Store.RenewAsync(workItem.Lease, default);
        Assert.Equal(OperationState.Running, (await open.Store.GetOperationAsync(SampleOperations.Tenant, 2, default))!.State);
        Assert.Equal([2, 1], (await open.Store.ListOperationsAsync(SampleOperations.Tenant, new(), default)).Select(operation => operation.Id));
        Assert.True(await open.Store.ReleaseAsync(workItem.Lease, null, default));
        Assert.Equal(OperationState.Pending, (await open.Store.GetOperationAsync(SampleOperations.Tenant, 2, default))!.State);

        await held.LetGoAsync();
    }

    [Fact]
    public async Task Commands_that_wait_at_disposal_are_committed()
    {
        await using var open = await OpenStore.NewAsync();
        var held = await HeldWriter.NewAsync(open.Store);
        var waiting = Enumerable.Range(0, 10).Select(i => open.AcceptAsync(SampleOperations.Add($"i{i}"))).ToArray();

        var disposed = open.Store.DisposeAsync().AsTask();
        await held.LetGoAsync();
        await disposed;

        Assert.Equal(10, (await Task.WhenAll(waiting)).Length);
    }

    private sealed class FailingCommand : WriteCommand<bool>
    {
        protected override bool Write(Connection connection)
        {
            connection.Run("INSERT INTO tenants (name) VALUES ('nobody')");
            throw new InvalidTimeZoneException("The command failed.");
        }
    }
}
