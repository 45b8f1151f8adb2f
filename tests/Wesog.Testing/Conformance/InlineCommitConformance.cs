using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>
/// Inline execution: the store accepts and executes operations in one transaction if the tenant's queue is empty.
/// </summary>
/// <typeparam name="THarness">Creates the stores to test.</typeparam>
public abstract class InlineCommitConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>With an empty queue, the operation is finished when it is accepted, and its images exist.</summary>
    [Fact]
    public async Task What_nothing_is_before_is_finished_when_it_is_accepted()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old"), SampleImages.Image("gone")));

        var operation = await RunAsync(
            SampleOperations.Add("new"), [.. SamplePlans.Puts(SampleImages.Image("new")), .. SamplePlans.Deletes("gone")]);

        Assert.Equal((2, OperationState.Succeeded), (operation.Id, operation.State));
        Same.Operation(operation, await GetAsync(2));
        Assert.Equal(["new", "old"], (await Store.ListImagesAsync(Tenant, 0, 10, default)).Images.Select(image => image.Id));
        Assert.Empty(await Store.ListBacklogsAsync(default));
        Assert.Null(await TryClaimAsync());
    }

    /// <summary>Operation numbers continue, and the next operation finds the images.</summary>
    [Fact]
    public async Task Operations_before_and_after_it_are_numbered_in_order()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await FinishAsync(await ClaimAsync());
        Assert.Equal(2, (await RunAsync(SampleOperations.Add("b"), SamplePlans.Puts(SampleImages.Image("b")))).Id);
        Assert.Equal(3, (await RunAsync(SampleOperations.Add("c"), SamplePlans.Puts(SampleImages.Image("c")))).Id);
        Assert.Equal(4, (await AcceptAsync(SampleOperations.Add("d"))).Id);
        Assert.Equal([4L, 3L, 2L, 1L], (await Store.ListOperationsAsync(Tenant, new(), default)).Select(operation => operation.Id));
    }

    /// <summary>The plan receives the tenant's current images.</summary>
    [Fact]
    public async Task The_plan_finds_the_images_as_they_are()
    {
        var image = SampleImages.Image("a", "t", revision: 3, Language.Pt);
        await WriteAsync(SamplePlans.Puts(image));
        StoredImage? found = null;

        await TryRunAsync(
            [SampleOperations.Replace("a")],
            ["a", "b"],
            find =>
            {
                found = find("a");
                Assert.Null(find("b"));
                return Success(SampleOperations.Replace("a"), [])(find);
            });

        Same.Image(image, found);
    }

    /// <summary>An operation that fails writes only what its plan returns, which is nothing.</summary>
    [Fact]
    public async Task It_may_end_failed()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        var draft = SampleOperations.Add("a");

        var failed = draft.Operation.Start(Now).Failed(Now) with { Skipped = 1, SkippedItems = [new(1, "\u00E9")] };

        var finished = await TryRunAsync([draft], ["a"], _ => new([], [failed]));

        var operation = Assert.Single(finished!);
        Same.Operation(failed with { Id = 2 }, operation);
        Same.Operation(operation, await GetAsync(operation.Id));
    }

    /// <summary>Nothing runs inline behind a pending or running operation.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Behind_another_nothing_is_written(bool isClaimed)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = isClaimed ? await ClaimAsync() : null;

        await DeclinesAsync<CommitResult.Busy>(SampleOperations.Add("b"), "b");

        await FinishAsync(workItem ?? await ClaimAsync());
        Assert.Equal(3, (await RunAsync(SampleOperations.Add("b"), SamplePlans.Puts(SampleImages.Image("b")))).Id);
    }

    /// <summary>Nothing runs inline if another operation is accepted during planning.</summary>
    [Fact]
    public async Task Behind_one_that_is_accepted_meanwhile_nothing_is_written()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        var draft = SampleOperations.Add("late");

        var finished = await Task.Run(() => TryRunAsync(
            [draft],
            ["late"],
            find =>
            {
                Assert.Equal(2, AcceptAsync(SampleOperations.Add("early")).GetAwaiter().GetResult().Id);
                return Success(draft, SamplePlans.Puts(SampleImages.Image("late")))(find);
            }));

        Assert.Null(finished);
        Assert.Null(await ReadAsync("late"));
        Assert.Equal([2L], (await ClaimAsync()).Operations.Select(claimed => claimed.Operation.Id));
    }

    /// <summary>A plan that throws writes nothing and releases the lease.</summary>
    [Fact]
    public async Task Where_the_plan_fails_nothing_is_written()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));

        var fault = new InvalidDataException("The decision's own.");

        Assert.Same(fault, await Assert.ThrowsAsync<InvalidDataException>(() => TryRunAsync([SampleOperations.Add("a")], ["a"], _ => throw fault)));

        Assert.Equal([1L], await NumbersAsync());
        Assert.Equal(2, (await RunAsync(SampleOperations.Add("a"), SamplePlans.Puts(SampleImages.Image("a")))).Id);
    }

    /// <summary>Inline execution binds an idempotency key in the same way as enqueueing.</summary>
    [Fact]
    public async Task Its_key_is_bound()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        var first = await RunAsync(SampleOperations.Add("a").WithKey("k"), SamplePlans.Puts(SampleImages.Image("a")));
        var draft = SampleOperations.Add("b").WithKey("k");

        await DeclinesAsync<CommitResult.Refused>(draft, "b");
        var queued = await Store.EnqueueAsync(draft, Unbounded, default);

        Same.Operation(first, Assert.IsType<EnqueueResult.Duplicate>(queued).Operation);
    }

    /// <summary>An operation larger than the queue limits does not run inline.</summary>
    [Fact]
    public async Task Beyond_the_bounds_nothing_is_written()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));

        await DeclinesAsync<CommitResult.Refused>(SampleOperations.AddLarge(items: 4, bytesEach: 1_000), "x", new(int.MaxValue, 3_000));
    }

    /// <summary>
    /// Both ways to accept compute the same size: an operation exactly at the byte limit runs inline, and one byte above
    /// it is rejected by both.
    /// </summary>
    [Fact]
    public async Task Both_ways_of_accepting_count_the_same_bytes()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        NewOperation[] drafts =
        [
            SampleOperations.Add("a"),
            SampleOperations.Add("\u00E9", "\u0444\u043E\u0442\u043E", "\U0001F600\u6F22\u5B57", new('\u20AC', 255)),
            SampleOperations.Delete([.. Enumerable.Range(0, 200).Select(i => $"\u0444{i}")]),
            SampleOperations.AddLarge(items: 3, bytesEach: 20_000),
            Rejected(SampleOperations.Add("a", "b")),
        ];
        foreach (var draft in drafts)
        {
            var least = await LeastBytesAsync(draft);

            await DeclinesAsync<CommitResult.Refused>(draft, "new", new(int.MaxValue, least - 1));
            Assert.NotNull(await TryRunAsync([draft], ["new"], new QueueLimits(int.MaxValue, least)));
            await RunAsync(SampleOperations.Delete("new"), SamplePlans.Deletes("new"));
        }
    }

    /// <summary>A queue limit of zero operations also rejects inline execution.</summary>
    [Fact]
    public async Task Without_a_place_in_the_queue_nothing_is_written()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));

        await DeclinesAsync<CommitResult.Refused>(SampleOperations.Add("x"), "x", new(0, long.MaxValue));
    }

    /// <summary>An operation that ran inline expires like others.</summary>
    [Fact]
    public async Task It_is_removed_when_its_time_has_come()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        var operation = await RunAsync(SampleOperations.Add("a").WithKey("k"), SamplePlans.Puts(SampleImages.Image("a")));

        Assert.Equal(2, await Store.RemoveExpiredAsync(new(Now.AddDays(1), 100, 10), default));

        Assert.Null(await Store.GetOperationAsync(Tenant, operation.Id, default));
        Assert.IsType<EnqueueResult.Accepted>(await Store.EnqueueAsync(SampleOperations.Add("b").WithKey("k"), Unbounded, default));
    }

    /// <summary>
    /// Several operations are numbered in order and finish together. Each is checked alone against the queue limits.
    /// </summary>
    [Fact]
    public async Task Several_are_finished_when_they_are_accepted()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));

        var finished = await TryRunAsync(
            [SampleOperations.Add("a"), SampleOperations.Add("b").WithKey("k"), SampleOperations.Add("c")], ["a", "b", "c"], new(1, long.MaxValue));

        Assert.Equal([2L, 3L, 4L], finished!.Select(operation => operation.Id));
        Assert.All(finished!, operation => Assert.Equal(OperationState.Succeeded, operation.State));
        foreach (var operation in finished!)
        {
            Same.Operation(operation, await GetAsync(operation.Id));
        }

        Assert.Equal(["a", "b", "c", "old"], (await Store.ListImagesAsync(Tenant, 0, 10, default)).Images.Select(image => image.Id));
        var again = await Store.EnqueueAsync(SampleOperations.Add("b").WithKey("k"), Unbounded, default);
        Same.Operation(finished![1], Assert.IsType<EnqueueResult.Duplicate>(again).Operation);
        Assert.Empty(await Store.ListBacklogsAsync(default));
    }

    /// <summary>If one of several operations would be rejected, none is accepted.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Where_one_of_several_would_be_refused_nothing_is_written(int refused)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        await RunAsync(SampleOperations.Add("first").WithKey("k"), SamplePlans.Puts(SampleImages.Image("first")));
        NewOperation[] drafts = [SampleOperations.Add("a"), SampleOperations.Add("b"), SampleOperations.Add("c")];
        drafts[refused] = drafts[refused].WithKey("k");

        Assert.Null(await TryRunAsync(drafts, ["a", "b", "c"]));

        Assert.Null(await ReadAsync("a"));
        Assert.Equal([2L, 1L], await NumbersAsync());
    }

    private static NewOperation Rejected(NewOperation draft) => draft with
    {
        Payload = draft.Payload with
        {
            ItemErrors = new(1, [new(0, ErrorCodes.TooLong, "\u0434\u043B\u0438\u043D\u043D\u043E", "\u00E9", "title")], Truncated: false, default)
            {
                ErrorCounts = [new(ErrorCodes.TooLong, "t\u00EDtulo", 300), new(ErrorCodes.InvalidType, null, 1)],
            },
        },
    };

    // Finds by bisection the smallest byte limit under which an empty queue accepts the operation.
    private async Task<long> LeastBytesAsync(NewOperation draft)
    {
        var (refused, accepted) = (0L, 1L << 20);
        while (accepted - refused > 1)
        {
            var bytes = refused + ((accepted - refused) / 2);
            if (await Store.EnqueueAsync(draft, new(int.MaxValue, bytes), default) is EnqueueResult.Accepted { Operation: var operation })
            {
                await Store.CancelAsync(Tenant, operation.Id, Now, default);
                accepted = bytes;
            }
            else
            {
                refused = bytes;
            }
        }

        return accepted;
    }

    private async Task DeclinesAsync<TResult>(NewOperation draft, string added, QueueLimits? bounds = null)
        where TResult : CommitResult
    {
        var before = await NumbersAsync();

        Assert.IsType<TResult>(await CommitAsync([draft], [added], Success(draft, SamplePlans.Puts(SampleImages.Image(added))), bounds));

        Assert.Null(await ReadAsync(added));
        Assert.Equal(before, await NumbersAsync());
    }

    private async Task<Operation> RunAsync(NewOperation draft, params ImageWrite[] writes) =>
        Assert.Single((await TryRunAsync([draft], [.. writes.Select(write => write.Id)], Success(draft, writes)))!);

    private async Task<IReadOnlyList<Operation>?> TryRunAsync(NewOperation[] drafts, string[] added, QueueLimits? bounds = null) => await TryRunAsync(
        drafts,
        added,
        _ => new(
            SamplePlans.Puts([.. added.Select(id => SampleImages.Image(id))]),
            [.. drafts.Select(draft => draft.Operation.Start(Now).Succeeded(Now))]),
        bounds);

    private async Task<IReadOnlyList<Operation>?> TryRunAsync(
        NewOperation[] drafts, string[] imageIds, CommitDecision plan, QueueLimits? bounds = null) =>
        (await CommitAsync(drafts, imageIds, plan, bounds) as CommitResult.Committed)?.Finished;

    private async Task<CommitResult> CommitAsync(
        NewOperation[] drafts, string[] imageIds, CommitDecision plan, QueueLimits? bounds = null) =>
        await Store.CommitAsync(new CommitRequest.Inline(drafts, bounds ?? Unbounded, LeaseOptions, imageIds, plan), default);

    private async Task<IEnumerable<long>> NumbersAsync() =>
        (await Store.ListOperationsAsync(Tenant, new(), default)).Select(operation => operation.Id);

    private CommitDecision Success(NewOperation draft, ImageWrite[] writes) =>
        _ => new(writes, [draft.Operation.Start(Now).Succeeded(Now)]);
}
