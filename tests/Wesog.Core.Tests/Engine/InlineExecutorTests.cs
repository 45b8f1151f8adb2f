using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;

namespace Wesog.Core.Tests.Engine;

/// <summary>Awaited operations of an idle tenant: inline execution and its groups.</summary>
public sealed class InlineExecutorTests : IAsyncLifetime
{
    private HeldInlineCommits _store = null!;
    private ImageEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new WesogOptions();
        options.Limits.GroupOperations = 3;
        options.Limits.GroupItems = 5;
        _store = new(new InMemoryImageStore(TimeProvider.System));
        _engine = await ImageEngine.StartNewAsync(_store, options);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Submissions_that_arrive_during_a_commit_form_one_group_and_are_numbered_in_order_of_arrival()
    {
        var (first, held) = await BeginAsync("a");
        var others = Array.ConvertAll(["b", "c", "d"], id => SubmitAsync(id));
        held.SetResult();
        var (ids, group) = await _store.NextAsync();
        group.SetResult();

        Assert.Equal("bcd", ids);
        Assert.Equal(1, (await first).Id);
        Assert.Equal([2L, 3L, 4L], (await Task.WhenAll(others)).Select(operation => operation.Id));
        var (last, alone) = await BeginAsync("e");
        alone.SetResult();
        Assert.Equal(5, (await last).Id);
    }

    [Fact]
    public async Task Urgent_submissions_of_a_group_run_first()
    {
        var (first, held) = await BeginAsync("a");
        Task<Operation>[] others = [SubmitAsync("b"), SubmitAsync("c", new SubmitOptions { Urgent = true })];
        held.SetResult();
        var (ids, group) = await _store.NextAsync();
        group.SetResult();

        Assert.Equal("cb", ids);
        Assert.Equal([3L, 2L], (await Task.WhenAll(others)).Select(operation => operation.Id));
        await first;
    }

    [Theory]
    [InlineData(1, "b0c0d0", "e0")]
    [InlineData(2, "b0b1c0c1", "d0d1e0e1")]
    public async Task Submissions_beyond_the_limits_of_a_group_form_the_next_one(int items, string second, string third)
    {
        var (first, held) = await BeginAsync("a");
        Task<Operation>[] others = [.. "bcde".Select(c => SubmitSeveralAsync(Enumerable.Range(0, items).Select(i => $"{c}{i}")))];
        held.SetResult();
        foreach (var expected in new[] { second, third })
        {
            var (ids, group) = await _store.NextAsync();
            Assert.Equal(expected, ids);
            group.SetResult();
        }

        Assert.All(await Task.WhenAll([first, .. others]), operation => Assert.Equal(OperationState.Succeeded, operation.State));
        Assert.Equal([2L, 3L, 4L, 5L], others.Select(other => other.Result.Id));
    }

    [Fact]
    public async Task An_urgent_submission_joins_the_next_group_regardless_of_how_many_wait()
    {
        var (first, held) = await BeginAsync("a");
        Task<Operation>[] others = [.. "bcdef".Select(c => SubmitAsync($"{c}")), SubmitAsync("u", new SubmitOptions { Urgent = true })];
        held.SetResult();
        var (ids, group) = await _store.NextAsync();
        _store.IsOpen = true;
        group.SetResult();

        Assert.Equal("ubc", ids);
        await Task.WhenAll([first, .. others]);
    }

    [Fact]
    public async Task Cancelling_a_waiting_submission_creates_no_operation()
    {
        using var cancellation = new CancellationTokenSource();
        var (first, held) = await BeginAsync("a");
        Task<Operation>[] others = [SubmitAsync("b", cancellation.Token), SubmitAsync("c")];
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => others[0]);
        held.SetResult();
        var (ids, group) = await _store.NextAsync();
        group.SetResult();

        Assert.Equal("c", ids);
        Assert.Equal(2, (await others[1]).Id);
        await first;
    }

    [Fact]
    public async Task Cancelling_a_running_submission_does_not_affect_its_group()
    {
        using var cancellation = new CancellationTokenSource();
        var (first, held) = await BeginAsync("a");
        Task<Operation>[] others = [SubmitAsync("b", cancellation.Token), SubmitAsync("c")];
        held.SetResult();
        var (_, group) = await _store.NextAsync();
        await cancellation.CancelAsync();
        group.SetResult();

        Assert.Equal([2L, 3L], (await Task.WhenAll(others)).Select(operation => operation.Id));
        await first;
    }

    [Fact]
    public async Task A_failed_commit_fails_every_submission_of_its_group_and_no_later_one()
    {
        var (first, held) = await BeginAsync("a");
        Task<Operation>[] others = [SubmitAsync("b"), SubmitAsync("c")];
        held.SetResult();
        var (_, group) = await _store.NextAsync();
        group.SetException(FaultyStore.Outage);

        foreach (var other in others)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => other);
        }

        await first;
        _store.IsOpen = true;
        Assert.Equal(OperationState.Succeeded, (await SubmitAsync("d")).State);
    }

    [Fact]
    public async Task Two_submissions_with_one_key_create_one_operation()
    {
        var (first, held) = await BeginAsync("a");
        SubmitOptions keyed = new() { IdempotencyKey = "k" };
        Task<Operation>[] others = [SubmitAsync("b", keyed), SubmitAsync("b", keyed)];
        _store.IsOpen = true;
        held.SetResult();
        await first;

        var operations = await Task.WhenAll(others);
        Assert.Equal(operations[0].Id, operations[1].Id);
        Assert.Equal(2, (await _engine.Operations.ListAsync("t")).Count);
    }

    private async Task<(Task<Operation> First, TaskCompletionSource Held)> BeginAsync(string id)
    {
        var first = SubmitAsync(id);
        return (first, (await _store.NextAsync()).Held);
    }

    private Task<Operation> SubmitAsync(string id, SubmitOptions? options = null) =>
        _engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(id), options);

    private Task<Operation> SubmitAsync(string id, CancellationToken cancellationToken) =>
        _engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(id), cancellationToken: cancellationToken);

    private Task<Operation> SubmitSeveralAsync(IEnumerable<string> ids) => _engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(ids));
}
