using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>Operations that nothing is before are accepted and carried out in one transaction.</summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
public abstract class AcceptAndRunConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Where nothing waits the operation is finished when it is accepted, and its images are there.</summary>
    [Fact]
    public async Task What_nothing_is_before_is_finished_when_it_is_accepted()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old"), SampleImages.Image("gone")));

        var operation = await RunAsync(
            Drafts.Add("new"), [.. Outcomes.Puts(SampleImages.Image("new")), .. Outcomes.Deletes("gone")]);

        Assert.Equal((2, OperationState.Succeeded), (operation.Id, operation.State));
        Same.Operation(operation, await GetAsync(2));
        Assert.Equal(["new", "old"], (await Store.ListImagesAsync(Tenant, 0, 10, default)).Images.Select(image => image.Id));
        Assert.Empty(await Store.ListBacklogsAsync(default));
        Assert.Null(await TryClaimAsync());
    }

    /// <summary>Numbers go on, and the next operation finds the images.</summary>
    [Fact]
    public async Task Operations_before_and_after_it_are_numbered_in_order()
    {
        await AcceptAsync(Drafts.Add("a"));
        await FinishAsync(await ClaimAsync());
        Assert.Equal(2, (await RunAsync(Drafts.Add("b"), Outcomes.Puts(SampleImages.Image("b")))).Id);
        Assert.Equal(3, (await RunAsync(Drafts.Add("c"), Outcomes.Puts(SampleImages.Image("c")))).Id);
        Assert.Equal(4, (await AcceptAsync(Drafts.Add("d"))).Id);
        Assert.Equal([4L, 3L, 2L, 1L], (await Store.ListOperationsAsync(Tenant, new(), default)).Select(operation => operation.Id));
    }

    /// <summary>The plan finds the images of the tenant as they are.</summary>
    [Fact]
    public async Task The_plan_finds_the_images_as_they_are()
    {
        var image = SampleImages.Image("a", "t", revision: 3, Language.Pt);
        await WriteAsync(Outcomes.Puts(image));
        StoredImage? found = null;

        await Store.EnqueueAndRunAsync(
            [Drafts.Replace("a")],
            Unbounded,
            Terms,
            ["a", "b"],
            find =>
            {
                found = find("a");
                Assert.Null(find("b"));
                return Success(Drafts.Replace("a"), [])(find);
            },
            default);

        Same.Image(image, found);
    }

    /// <summary>An operation that ends without success writes what its plan says, which is nothing.</summary>
    [Fact]
    public async Task It_may_end_failed()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("a")));
        var draft = Drafts.Add("a");

        var result = await EnqueueAndRunAsync(draft, ["a"], _ => new([], [draft.Operation.Start(Now).Failed(Now)]));

        var operation = Assert.IsType<EnqueueResult.Accepted>(result).Operation;
        Assert.Equal(OperationState.Failed, operation.State);
        Same.Operation(operation, await GetAsync(operation.Id));
    }

    /// <summary>Behind one that waits, or runs, it waits too.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Behind_another_it_takes_its_place_in_the_queue(bool isClaimed)
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));
        await AcceptAsync(Drafts.Add("a"));
        var turn = isClaimed ? await ClaimAsync() : null;

        var operation = await RunAsync(Drafts.Add("b"), Outcomes.Puts(SampleImages.Image("b")));

        Assert.Equal((3, OperationState.Pending), (operation.Id, operation.State));
        Assert.Null(await ReadAsync("b"));
        if (turn is not null)
        {
            await FinishAsync(turn);
        }

        Assert.Equal(isClaimed ? [3L] : [2L, 3L], (await ClaimAsync()).Operations.Select(claimed => claimed.Operation.Id));
    }

    /// <summary>One that is accepted while it is planned has the lower number, and goes first.</summary>
    [Fact]
    public async Task One_that_is_accepted_meanwhile_goes_first()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));
        var draft = Drafts.Add("late");

        var result = await Task.Run(() => EnqueueAndRunAsync(
            draft,
            ["late"],
            find =>
            {
                Assert.Equal(2, AcceptAsync(Drafts.Add("early")).GetAwaiter().GetResult().Id);
                return Success(draft, Outcomes.Puts(SampleImages.Image("late")))(find);
            }));

        var operation = Assert.IsType<EnqueueResult.Accepted>(result).Operation;
        Assert.Equal((3, OperationState.Pending), (operation.Id, operation.State));
        Assert.Null(await ReadAsync("late"));
        Assert.Equal([2L, 3L], (await ClaimAsync()).Operations.Select(claimed => claimed.Operation.Id));
    }

    /// <summary>What cannot be carried out is accepted all the same, with its items.</summary>
    [Fact]
    public async Task What_cannot_be_planned_is_accepted_pending()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));

        var result = await EnqueueAndRunAsync(Drafts.Add("a"), ["a"], _ => throw new InvalidDataException("Of its own."));

        Assert.Equal(OperationState.Pending, Assert.IsType<EnqueueResult.Accepted>(result).Operation.State);
        Assert.Equal(["a"], Assert.Single((await ClaimAsync()).Operations).Work.Items.Select(item => item.ImageId));
    }

    /// <summary>An idempotency key is bound and found as by any other way of accepting.</summary>
    [Fact]
    public async Task Its_key_is_bound()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));
        var first = await RunAsync(Drafts.Add("a").WithKey("k"), Outcomes.Puts(SampleImages.Image("a")));
        var draft = Drafts.Add("a").WithKey("k");

        var again = await EnqueueAndRunAsync(draft, ["a"], Success(draft, Outcomes.Puts(SampleImages.Image("a", "again"))));
        var queued = await Store.EnqueueAsync(draft, Unbounded, default);

        Same.Operation(first, Assert.IsType<EnqueueResult.Duplicate>(again).Operation);
        Same.Operation(first, Assert.IsType<EnqueueResult.Duplicate>(queued).Operation);
        Same.Image(SampleImages.Image("a"), await ReadAsync("a"));
    }

    /// <summary>The bounds of the queue hold for it too.</summary>
    [Fact]
    public async Task An_operation_beyond_the_bounds_is_refused()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));
        var draft = Drafts.AddLarge(items: 4, bytesEach: 1_000);

        var result = await EnqueueAndRunAsync(
            draft, [], Success(draft, Outcomes.Puts(SampleImages.Image("x"))), new(int.MaxValue, 3_000));

        Assert.IsType<EnqueueResult.Full>(result);
        Assert.Null(await ReadAsync("x"));
    }

    /// <summary>A queue that has room for no operation has none for it, though it would never wait there.</summary>
    [Fact]
    public async Task A_queue_without_a_place_refuses_it()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));
        var draft = Drafts.Add("x");

        var result = await EnqueueAndRunAsync(
            draft, ["x"], Success(draft, Outcomes.Puts(SampleImages.Image("x"))), new(0, long.MaxValue));

        Assert.IsType<EnqueueResult.Full>(result);
        Assert.Null(await ReadAsync("x"));
    }

    /// <summary>It expires as others do.</summary>
    [Fact]
    public async Task It_is_removed_when_its_time_has_come()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));
        var operation = await RunAsync(Drafts.Add("a").WithKey("k"), Outcomes.Puts(SampleImages.Image("a")));

        Assert.Equal(2, await Store.RemoveExpiredAsync(new(Now.AddDays(1), 100, 10), default));

        Assert.Null(await Store.GetOperationAsync(Tenant, operation.Id, default));
        Assert.IsType<EnqueueResult.Accepted>(await Store.EnqueueAsync(Drafts.Add("b").WithKey("k"), Unbounded, default));
    }

    /// <summary>Several are numbered in their order, and finished together.</summary>
    [Fact]
    public async Task Several_are_finished_when_they_are_accepted()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));

        var results = await EnqueueAndRunAsync([Drafts.Add("a"), Drafts.Add("b").WithKey("k"), Drafts.Add("c")], ["a", "b", "c"]);

        Operation[] operations = [.. results.Select(result => Assert.IsType<EnqueueResult.Accepted>(result).Operation)];
        Assert.Equal([2L, 3L, 4L], operations.Select(operation => operation.Id));
        Assert.All(operations, operation => Assert.Equal(OperationState.Succeeded, operation.State));
        foreach (var operation in operations)
        {
            Same.Operation(operation, await GetAsync(operation.Id));
        }

        Assert.Equal(["a", "b", "c", "old"], (await Store.ListImagesAsync(Tenant, 0, 10, default)).Images.Select(image => image.Id));
        var again = await Store.EnqueueAsync(Drafts.Add("b").WithKey("k"), Unbounded, default);
        Same.Operation(operations[1], Assert.IsType<EnqueueResult.Duplicate>(again).Operation);
        Assert.Empty(await Store.ListBacklogsAsync(default));
    }

    /// <summary>Where one of several is refused none is carried out: the others take their places in the queue.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Where_one_of_several_is_refused_the_others_take_their_places_in_the_queue(int refused)
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));
        var first = await RunAsync(Drafts.Add("first").WithKey("k"), Outcomes.Puts(SampleImages.Image("first")));
        OperationDraft[] drafts = [Drafts.Add("a"), Drafts.Add("b"), Drafts.Add("c")];
        drafts[refused] = drafts[refused].WithKey("k");

        var results = await EnqueueAndRunAsync(drafts, ["a", "b", "c"]);

        Same.Operation(first, Assert.IsType<EnqueueResult.Duplicate>(results[refused]).Operation);
        Assert.All(results.OfType<EnqueueResult.Accepted>(), result => Assert.Equal(OperationState.Pending, result.Operation.State));
        Assert.Null(await ReadAsync("a"));
        Assert.Equal([3L, 4L], (await ClaimAsync()).Operations.Select(claimed => claimed.Operation.Id));
    }

    /// <summary>What is carried out at once counts alone; what must queue counts with the others.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_of_several_counts_alone_unless_they_must_queue(bool isBusy)
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("old")));
        if (isBusy)
        {
            await AcceptAsync(Drafts.Add("before"));
        }

        var results = await EnqueueAndRunAsync([Drafts.Add("a"), Drafts.Add("b")], ["a", "b"], new(isBusy ? 2 : 1, long.MaxValue));

        Assert.Equal([true, !isBusy], results.Select(result => result is EnqueueResult.Accepted));
        Assert.Equal(!isBusy, await ReadAsync("a") is not null);
    }

    private async Task<Operation> RunAsync(OperationDraft draft, params ImageWrite[] writes) => Assert.IsType<EnqueueResult.Accepted>(
        await EnqueueAndRunAsync(draft, [.. writes.Select(write => write.Id)], Success(draft, writes))).Operation;

    private async Task<EnqueueResult> EnqueueAndRunAsync(
        OperationDraft draft, string[] imageIds, TurnPlan plan, QueueBounds? bounds = null) =>
        Assert.Single(await Store.EnqueueAndRunAsync([draft], bounds ?? Unbounded, Terms, imageIds, plan, default));

    private async Task<IReadOnlyList<EnqueueResult>> EnqueueAndRunAsync(
        OperationDraft[] drafts, string[] added, QueueBounds? bounds = null) => await Store.EnqueueAndRunAsync(
        drafts,
        bounds ?? Unbounded,
        Terms,
        added,
        _ => new(
            Outcomes.Puts([.. added.Select(id => SampleImages.Image(id))]),
            [.. drafts.Select(draft => draft.Operation.Start(Now).Succeeded(Now))]),
        default);

    private TurnPlan Success(OperationDraft draft, ImageWrite[] writes) =>
        _ => new(writes, [draft.Operation.Start(Now).Succeeded(Now)]);
}
