using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// Inline execution: the store accepts and executes operations in one transaction if the tenant's queue is empty.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>With an empty queue, the operation is finished when it is accepted, and its images exist.</summary>
    [Fact]
    public async Task An_operation_is_finished_when_accepted_if_the_queue_is_empty()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old"), SampleImages.Image("gone")));

        var operation = await RunAsync(
            SampleOperations.Add("new"), [.. SamplePlans.Puts(SampleImages.Image("new")), .. SamplePlans.Deletes("gone")]);

        Assert.Equal((2, OperationState.Succeeded), (operation.Id, operation.State));
        Same.Operation(operation, await GetAsync(2));
        Assert.Equal(["new", "old"], (await Store.ListImagesAsync(Tenant, 0, 10, default)).Images.Select(image => image.Id));
        Assert.Empty(await Store.ListBacklogsAsync(default));
        await AssertNothingToClaimAsync();
    }

    /// <summary>The finish time is taken after the decision by <see cref="CommitRequest.Finish"/>.</summary>
    [Fact]
    public async Task An_inline_commit_takes_the_finish_time_when_the_images_are_written()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        var operation = SampleOperations.Add("new");
        var request = new CommitRequest.Inline(
            [operation], Unlimited, LeaseOptions, ["new"], Success(operation, SamplePlans.Puts(SampleImages.Image("new"))))
        {
            FinishTime = () => Now.AddSeconds(5),
        };

        var finished = Assert.Single(Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(request, default)).Finished);

        Assert.Equal((2, Now.AddSeconds(5)), (finished.Id, finished.FinishedAt));
        Same.Operation(finished, await GetAsync(2));
    }

    /// <summary>Operation numbers continue, and the next operation finds the images.</summary>
    [Fact]
    public async Task Inline_and_queued_operations_are_numbered_in_order()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await FinishAsync(await ClaimAsync());
        Assert.Equal(2, (await RunAsync(SampleOperations.Add("b"), SamplePlans.Puts(SampleImages.Image("b")))).Id);
        Assert.Equal(3, (await RunAsync(SampleOperations.Add("c"), SamplePlans.Puts(SampleImages.Image("c")))).Id);
        Assert.Equal(4, (await AcceptAsync(SampleOperations.Add("d"))).Id);
        Assert.Equal([4L, 3L, 2L, 1L], (await Store.ListOperationsAsync(Tenant, new(), default)).Select(operation => operation.Id));
    }

    /// <summary>The decision receives the tenant's current images.</summary>
    [Fact]
    public async Task The_decision_receives_the_current_images()
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

    /// <summary>A failed operation writes only what its decision returns, here nothing.</summary>
    [Fact]
    public async Task An_inline_operation_can_fail()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        var newOperation = SampleOperations.Add("a");

        var failed = newOperation.Operation.Start(Now).Failed(Now) with { Skipped = 1, SkippedItems = [new(1, "\u00E9")] };

        var finished = await TryRunAsync([newOperation], ["a"], _ => new([], [failed]));

        var operation = Assert.Single(finished!);
        Same.Operation(failed with { Id = 2 }, operation);
        Same.Operation(operation, await GetAsync(operation.Id));
    }

    /// <summary>Nothing runs inline behind a pending or running operation.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_committed_inline_behind_an_unfinished_operation(bool isClaimed)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = isClaimed ? await ClaimAsync() : null;

        await AssertNotCommittedAsync<CommitResult.Busy>(SampleOperations.Add("b"), "b");

        await FinishAsync(workItem ?? await ClaimAsync());
        Assert.Equal(3, (await RunAsync(SampleOperations.Add("b"), SamplePlans.Puts(SampleImages.Image("b")))).Id);
    }

    /// <summary>Nothing runs inline if another operation is accepted during the decision.</summary>
    [Fact]
    public async Task Nothing_is_committed_inline_if_another_operation_is_accepted_during_the_decision()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        var newOperation = SampleOperations.Add("late");

        var finished = await Task.Run(() => TryRunAsync(
            [newOperation],
            ["late"],
            find =>
            {
                Assert.Equal(2, AcceptAsync(SampleOperations.Add("early")).GetAwaiter().GetResult().Id);
                return Success(newOperation, SamplePlans.Puts(SampleImages.Image("late")))(find);
            }));

        Assert.Null(finished);
        await AssertAbsentAsync("late");
        Assert.Equal([2L], (await ClaimAsync()).Operations.Select(claimed => claimed.Operation.Id));
    }

    /// <summary>A decision that throws writes nothing and releases the lease.</summary>
    [Fact]
    public async Task An_inline_decision_that_throws_writes_nothing()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));

        var fault = new InvalidDataException("The exception of the decision.");

        Assert.Same(fault, await Assert.ThrowsAsync<InvalidDataException>(() => TryRunAsync([SampleOperations.Add("a")], ["a"], _ => throw fault)));

        Assert.Equal([1L], await NumbersAsync());
        Assert.Equal(2, (await RunAsync(SampleOperations.Add("a"), SamplePlans.Puts(SampleImages.Image("a")))).Id);
    }

    /// <summary>An inline commit whose lease expires during the decision is committed or busy, and never throws.</summary>
    [Fact]
    public async Task An_inline_commit_whose_lease_expires_during_the_decision_is_committed_or_busy()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        var newOperation = SampleOperations.Add("a");

        var result = await CommitAsync(
            [newOperation],
            ["a"],
            find =>
            {
                Clock.Advance(LeaseOptions.Duration);
                return Success(newOperation, SamplePlans.Puts(SampleImages.Image("a")))(find);
            });

        var isCommitted = result is CommitResult.Committed;
        Assert.True(isCommitted || result is CommitResult.Busy, $"The result is {result}.");
        Assert.Equal(isCommitted, await ReadAsync("a") is not null);
        Assert.Equal(isCommitted ? [2L, 1L] : [1L], await NumbersAsync());
        Assert.Equal(OperationState.Succeeded, (await RunAsync(SampleOperations.Add("b"), SamplePlans.Puts(SampleImages.Image("b")))).State);
    }

    /// <summary>Inline execution binds an idempotency key in the same way as enqueueing.</summary>
    [Fact]
    public async Task An_inline_commit_binds_the_key()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        var first = await RunAsync(SampleOperations.Add("a").WithKey("k"), SamplePlans.Puts(SampleImages.Image("a")));
        var newOperation = SampleOperations.Add("b").WithKey("k");

        await AssertNotCommittedAsync<CommitResult.Refused>(newOperation, "b");
        var queued = await Store.EnqueueAsync(newOperation, Unlimited, default);

        Same.Operation(first, Assert.IsType<EnqueueResult.Duplicate>(queued).Operation);
    }

    /// <summary>An operation larger than the queue limits does not run inline.</summary>
    [Fact]
    public async Task An_operation_beyond_the_queue_limits_is_not_committed_inline()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));

        await AssertNotCommittedAsync<CommitResult.Refused>(SampleOperations.AddLarge(items: 4, bytesEach: 1_000), "x", new(int.MaxValue, 3_000));
    }

    /// <summary>
    /// Enqueue and inline commit compute the same size: an operation exactly at the byte limit runs inline, and one byte above
    /// it is rejected by both.
    /// </summary>
    [Fact]
    public async Task Enqueue_and_inline_commit_count_the_same_bytes()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        NewOperation[] operations =
        [
            SampleOperations.Add("a"),
            SampleOperations.Add("\u00E9", "\u0444\u043E\u0442\u043E", "\U0001F600\u6F22\u5B57", new('\u20AC', 255)),
            SampleOperations.Delete([.. Enumerable.Range(0, 200).Select(i => $"\u0444{i}")]),
            SampleOperations.AddLarge(items: 3, bytesEach: 20_000),
            Rejected(SampleOperations.Add("a", "b")),
        ];
        foreach (var newOperation in operations)
        {
            var minimum = await MinimumBytesAsync(newOperation);

            await AssertNotCommittedAsync<CommitResult.Refused>(newOperation, "new", new(int.MaxValue, minimum - 1));
            Assert.NotNull(await TryRunAsync([newOperation], ["new"], new QueueLimits(int.MaxValue, minimum)));
            await RunAsync(SampleOperations.Delete("new"), SamplePlans.Deletes("new"));
        }
    }

    /// <summary>A queue limit of zero operations also rejects inline execution.</summary>
    [Fact]
    public async Task A_queue_limit_of_zero_rejects_an_inline_commit()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));

        await AssertNotCommittedAsync<CommitResult.Refused>(SampleOperations.Add("x"), "x", new(0, long.MaxValue));
    }

    /// <summary>An operation that ran inline expires like others.</summary>
    [Fact]
    public async Task An_inline_operation_expires()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        var operation = await RunAsync(SampleOperations.Add("a").WithKey("k"), SamplePlans.Puts(SampleImages.Image("a")));

        Assert.Equal(2, await Store.RemoveExpiredAsync(new(Now.AddDays(1), 100, 10), default));

        Assert.Null(await Store.GetOperationAsync(Tenant, operation.Id, default));
        await EnqueueAsync<EnqueueResult.Accepted>(SampleOperations.Add("b").WithKey("k"), Unlimited);
    }

    /// <summary>
    /// Several operations are numbered in order and finish together. Each is checked alone against the queue limits.
    /// </summary>
    [Fact]
    public async Task Several_operations_are_finished_when_accepted()
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
        var again = await Store.EnqueueAsync(SampleOperations.Add("b").WithKey("k"), Unlimited, default);
        Same.Operation(finished![1], Assert.IsType<EnqueueResult.Duplicate>(again).Operation);
        Assert.Empty(await Store.ListBacklogsAsync(default));
    }

    /// <summary>If one of several operations would be rejected, none is accepted.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Nothing_is_committed_inline_if_one_of_several_operations_is_rejected(int refused)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        await RunAsync(SampleOperations.Add("first").WithKey("k"), SamplePlans.Puts(SampleImages.Image("first")));
        NewOperation[] operations = [SampleOperations.Add("a"), SampleOperations.Add("b"), SampleOperations.Add("c")];
        operations[refused] = operations[refused].WithKey("k");

        Assert.Null(await TryRunAsync(operations, ["a", "b", "c"]));

        await AssertAbsentAsync("a");
        Assert.Equal([2L, 1L], await NumbersAsync());
    }

    /// <summary>New operations of several tenants, or with one key, are an error, and nothing is written.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task New_operations_that_do_not_belong_together_are_an_error(bool haveOneKey)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));
        NewOperation[] operations = haveOneKey
            ? [SampleOperations.Add("a").WithKey("k"), SampleOperations.Add("b").WithKey("k")]
            : [SampleOperations.Add("a"), SampleOperations.Add("b").For("other")];
        var request = new CommitRequest.Inline(
            operations,
            Unlimited,
            LeaseOptions,
            ["a"],
            _ => new(SamplePlans.Puts(SampleImages.Image("a")), [.. operations.Select(operation => operation.Operation.Start(Now).Succeeded(Now))]));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.CommitAsync(request, default));

        await AssertAbsentAsync("a");
        Assert.Single(await Store.ListOperationsAsync(Tenant, new(), default));
        await EnqueueAsync<EnqueueResult.Accepted>(SampleOperations.Add("a").WithKey("k"), Unlimited);
    }

    private static NewOperation Rejected(NewOperation operation) => operation with
    {
        Payload = operation.Payload with
        {
            ItemErrors = new(1, [new(0, ErrorCodes.TooLong, "\u0434\u043B\u0438\u043D\u043D\u043E", "\u00E9", "title")], Truncated: false, default)
            {
                ErrorCounts = [new(ErrorCodes.TooLong, "t\u00EDtulo", 300), new(ErrorCodes.InvalidType, null, 1)],
            },
        },
    };

    // Finds by bisection the smallest byte limit under which an empty queue accepts the operation.
    private async Task<long> MinimumBytesAsync(NewOperation newOperation)
    {
        var (refused, accepted) = (0L, 1L << 20);
        while (accepted - refused > 1)
        {
            var bytes = refused + ((accepted - refused) / 2);
            if (await Store.EnqueueAsync(newOperation, new(int.MaxValue, bytes), default) is EnqueueResult.Accepted { Operation: var operation })
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

    private async Task AssertNotCommittedAsync<TResult>(NewOperation operation, string added, QueueLimits? limits = null)
        where TResult : CommitResult
    {
        var before = await NumbersAsync();

        Assert.IsType<TResult>(await CommitAsync([operation], [added], Success(operation, SamplePlans.Puts(SampleImages.Image(added))), limits));

        await AssertAbsentAsync(added);
        Assert.Equal(before, await NumbersAsync());
    }

    private async Task<Operation> RunAsync(NewOperation operation, params ImageWrite[] writes) =>
        Assert.Single((await TryRunAsync([operation], [.. writes.Select(write => write.Id)], Success(operation, writes)))!);

    private async Task<IReadOnlyList<Operation>?> TryRunAsync(NewOperation[] operations, string[] added, QueueLimits? limits = null) => await TryRunAsync(
        operations,
        added,
        _ => new(
            SamplePlans.Puts([.. added.Select(id => SampleImages.Image(id))]),
            [.. operations.Select(operation => operation.Operation.Start(Now).Succeeded(Now))]),
        limits);

    private async Task<IReadOnlyList<Operation>?> TryRunAsync(
        NewOperation[] operations, string[] imageIds, CommitDecision decide, QueueLimits? limits = null) =>
        (await CommitAsync(operations, imageIds, decide, limits) as CommitResult.Committed)?.Finished;

    private async Task<CommitResult> CommitAsync(
        NewOperation[] operations, string[] imageIds, CommitDecision decide, QueueLimits? limits = null) =>
        await Store.CommitAsync(new CommitRequest.Inline(operations, limits ?? Unlimited, LeaseOptions, imageIds, decide), default);

    private async Task<IEnumerable<long>> NumbersAsync() =>
        (await Store.ListOperationsAsync(Tenant, new(), default)).Select(operation => operation.Id);

    private CommitDecision Success(NewOperation operation, ImageWrite[] writes) =>
        _ => new(writes, [operation.Operation.Start(Now).Succeeded(Now)]);
}
