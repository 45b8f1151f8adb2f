using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Storage;

public sealed class InMemoryImageStoreTests : IAsyncDisposable
{
    private static readonly LeaseOptions Options = new("engine-1", TimeSpan.FromSeconds(30));
    private static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryImageStore _store;

    private DateTimeOffset Now => _clock.GetUtcNow();

    public InMemoryImageStoreTests() => _store = new(_clock);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Only_an_operation_adds_a_tenant()
    {
        var lease = new Lease("nobody", Options, 1);

        await _store.FindImagesAsync("nobody", ["a"], default);
        await _store.ListImagesAsync("nobody", 0, 10, default);
        await _store.GetOperationAsync("nobody", 1, default);
        await _store.ListOperationsAsync("nobody", new(), default);
        await _store.CancelAsync("nobody", 1, Now, default);
        await _store.ClaimAsync("nobody", Options, Everything, Now, default);
        await _store.ReleaseAsync(lease, default);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await _store.RenewAsync(lease, default));
        Assert.Equal(0, _store.TenantCount);

        await _store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        Assert.Equal(1, _store.TenantCount);
    }

    [Fact]
    public async Task Reads_and_submissions_continue_while_a_decision_runs()
    {
        var workItem = await ClaimAsync(SampleOperations.Add("a"));
        var deciding = new TaskCompletionSource();
        using var resume = new ManualResetEventSlim();
        var transaction = Task.Run(async () => await _store.CommitAsync(
            workItem.Lease,
            ["a"],
            find =>
            {
                deciding.SetResult();
                resume.Wait();
                return workItem.Success(Now, SamplePlans.Puts(SampleImages.Image("a")))(find);
            },
            default));
        await deciding.Task;

        Assert.Empty(await _store.FindImagesAsync(SampleOperations.Tenant, ["a"], default));
        Assert.Equal(0, (await _store.ListImagesAsync(SampleOperations.Tenant, 0, 10, default)).Count);
        Assert.False((await _store.GetOperationAsync(SampleOperations.Tenant, 1, default))!.IsFinished);
        Assert.Single(await _store.ListOperationsAsync(SampleOperations.Tenant, new(), default));
        Assert.Empty(await _store.ListBacklogsAsync(default));
        await _store.EnqueueAsync(SampleOperations.Add("b"), Unbounded, default);
        Assert.Equal(CancelOutcome.Canceled, (await _store.CancelAsync(SampleOperations.Tenant, 2, Now, default)).Outcome);
        await _store.RenewAsync(workItem.Lease, default);

        resume.Set();
        await transaction;
        Assert.Single(await _store.FindImagesAsync(SampleOperations.Tenant, ["a"], default));
    }

    [Fact]
    public async Task A_decision_runs_again_if_its_images_changed_meanwhile()
    {
        var workItem = await ClaimAsync(SampleOperations.Add("a"), SampleOperations.Add("a"));
        var (first, second) = (workItem.Operations[0].Operation, workItem.Operations[1].Operation);
        var seen = new List<long?>();

        await _store.CommitAsync(
            workItem.Lease,
            ["a"],
            find =>
            {
                seen.Add(find("a")?.Revision);
                if (seen.Count == 1)
                {
                    var other = _store.CommitAsync(
                        workItem.Lease, ["a"], _ => new(SamplePlans.Puts(SampleImages.Image("a", revision: 7)), [first.Succeeded(Now)]), default);
                    Assert.True(other.IsCompletedSuccessfully);
                }

                return new([], [second.Succeeded(Now)]);
            },
            default);

        Assert.Equal([null, 7], seen);
        Assert.Equal(7, Assert.Single(await _store.FindImagesAsync(SampleOperations.Tenant, ["a"], default)).Revision);
    }

    [Fact]
    public async Task A_commit_that_fails_when_its_operations_finish_writes_nothing_and_leaves_a_lease_that_ends()
    {
        var workItem = await ClaimAsync(SampleOperations.Add("a"));
        var request = new CommitRequest.Claimed(workItem.Lease, ["a"], workItem.Success(Now, SamplePlans.Puts(SampleImages.Image("a"))))
        {
            FinishTime = () => throw new InvalidDataException("The clock's own."),
        };
        await Assert.ThrowsAsync<InvalidDataException>(async () => await _store.CommitAsync(request, default));

        Assert.True(await _store.ReleaseAsync(workItem.Lease, default));
        Assert.Empty(await _store.FindImagesAsync(SampleOperations.Tenant, ["a"], default));
        Assert.Equal(OperationState.Pending, (await _store.GetOperationAsync(SampleOperations.Tenant, 1, default))!.State);
    }

    [Fact]
    public async Task An_inline_commit_whose_lease_expires_writes_nothing()
    {
        Assert.IsType<CommitResult.Busy>(await CommitInlineAsync(SampleOperations.Add("a"), () => _clock.Advance(Options.Duration)));

        Assert.Empty(await _store.FindImagesAsync(SampleOperations.Tenant, ["a"], default));
        Assert.Empty(await _store.ListOperationsAsync(SampleOperations.Tenant, new(), default));
    }

    [Fact]
    public async Task An_inline_commit_whose_lease_is_taken_over_writes_nothing()
    {
        var taken = Task.FromException<WorkItem>(new InvalidOperationException("No work item was claimed."));
        var result = await CommitInlineAsync(SampleOperations.Add("late"), () =>
        {
            _clock.Advance(Options.Duration);
            taken = ClaimAsync(SampleOperations.Add("early"));
        });

        Assert.Equal(1, Assert.Single((await taken).Operations).Operation.Id);
        Assert.IsType<CommitResult.Busy>(result);
        Assert.Empty(await _store.FindImagesAsync(SampleOperations.Tenant, ["late"], default));
        await _store.RenewAsync((await taken).Lease, default);
    }

    [Fact]
    public async Task A_page_read_before_a_write_does_not_change_with_it()
    {
        await WriteAsync(SamplePlans.Puts(Enumerable.Range(0, 100).Select(i => SampleImages.Image($"i{i:D3}"))));
        var page = await _store.ListImagesAsync(SampleOperations.Tenant, 10, 20, default);
        var ids = page.Images.Select(image => image.Id).ToArray();

        await WriteAsync(SamplePlans.Deletes(ids));

        Assert.Equal(ids, page.Images.Select(image => image.Id));
        Assert.Equal(100, page.Count);
    }

    [Fact]
    public async Task A_decision_that_correctly_expects_no_image_is_called_once()
    {
        var (workItem, calls) = (await ClaimAsync(SampleOperations.Add("a")), 0);
        var images = Enumerable.Range(0, 100).Select(i => SampleImages.Image($"i{i:D2}")).ToArray();
        var request = new CommitRequest.Claimed(workItem.Lease, [.. images.Select(image => image.Id)], find =>
        {
            calls++;
            return workItem.Success(Now, SamplePlans.Puts(images.Where(image => find(image.Id) is null)))(find);
        });

        await _store.CommitAsync(request with { ExpectAbsent = true }, default);

        Assert.Equal(1, calls);
        Assert.Equal(100, (await _store.ListImagesAsync(SampleOperations.Tenant, 0, 1, default)).Count);
    }

    [Fact]
    public async Task A_commit_with_an_unfinished_operation_throws()
    {
        var workItem = await ClaimAsync(SampleOperations.Add("a"));

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await _store.CommitAsync(workItem.Lease, [], _ => new([], [workItem.Operations[0].Operation]), default));
    }

    [Fact]
    public async Task Setting_the_clock_back_does_not_extend_a_lease()
    {
        await ClaimAsync(SampleOperations.Add("a"));
        _clock.Advance(Options.Duration / 2);
        _clock.SetUtcNow(Now.AddDays(-1));
        _clock.Advance(Options.Duration / 2);

        Assert.NotNull(await _store.ClaimAsync(SampleOperations.Tenant, Options, Everything, Now, default));
    }

    [Fact]
    public void Exceptions_are_returned_in_the_task()
    {
        var call = _store.RenewAsync(new("nobody", Options, 1), default);

        Assert.True(call.IsFaulted);
    }

    [Fact]
    public async Task Every_call_after_disposal_throws()
    {
        await _store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        await _store.DisposeAsync();
        await _store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _store.ListImagesAsync(SampleOperations.Tenant, 0, 1, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _store.ProbeAsync(0, default));
    }

    private async Task<WorkItem> ClaimAsync(params NewOperation[] operations)
    {
        foreach (var operation in operations)
        {
            await _store.EnqueueAsync(operation, Unbounded, default);
        }

        return (await _store.ClaimAsync(SampleOperations.Tenant, Options, Everything, Now, default))!;
    }

    private ValueTask<CommitResult> CommitInlineAsync(NewOperation operation, Action meanwhile) => _store.CommitAsync(
        new CommitRequest.Inline([operation], Unbounded, Options, [], _ =>
        {
            meanwhile();
            var id = operation.Payload.Items[0].ImageId;
            return new(SamplePlans.Puts(SampleImages.Image(id)), [operation.Operation.Start(Now).Succeeded(Now)]);
        }),
        default);

    private async Task WriteAsync(ImageWrite[] writes)
    {
        var workItem = await ClaimAsync(SampleOperations.Add("a"));
        await _store.CommitAsync(workItem.Lease, [], workItem.Success(Now, writes), default);
        await _store.ReleaseAsync(workItem.Lease, default);
    }
}
