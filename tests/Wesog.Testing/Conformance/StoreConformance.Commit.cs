using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// A transaction writes images and final states together, or nothing.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>The decision receives the current images that it requested, and null for missing ones.</summary>
    [Fact]
    public async Task The_decision_receives_the_images_it_requested()
    {
        var image = SampleImages.Image("a", "t", revision: 3, Language.Pt);
        await WriteAsync(SamplePlans.Puts(image, SampleImages.Image("b")));
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        StoredImage? found = null;
        StoredImage? missing = image;

        await CommitAsync(
            workItem.Lease,
            find =>
            {
                (found, missing) = (find("a"), find("c"));
                return workItem.Success(Now)(find);
            },
            "a", "c");

        Same.Image(image, found);
        Assert.Null(missing);
    }

    /// <summary>
    /// The finish time is taken after the decision by <see cref="CommitRequest.Finish"/>. It is written and returned, but never lies before
    /// the time of the plan.
    /// </summary>
    [Theory]
    [InlineData(5, 5)]
    [InlineData(-5, 0)]
    public async Task The_finish_time_is_taken_when_the_images_are_written(int secondsLater, int expected)
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var workItem = await ClaimAsync();
        var hasDecided = false;
        var request = new CommitRequest.Claimed(
            workItem.Lease,
            ["a"],
            find =>
            {
                hasDecided = true;
                return workItem.Success(Now, SamplePlans.Puts(SampleImages.Image("a")))(find);
            })
        {
            FinishTime = () =>
            {
                Assert.True(hasDecided);
                return Now.AddSeconds(secondsLater);
            },
        };

        var committed = Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(request, default));

        Assert.Equal([1L, 2L], committed.Finished.Select(operation => operation.Id));
        Assert.All(committed.Finished, operation => Assert.Equal(Now.AddSeconds(expected), operation.FinishedAt));
        Same.Operation(committed.Finished[0], await GetAsync(1));
        Same.Operation(committed.Finished[1], await GetAsync(2));
    }

    /// <summary>Additions, replacements and deletions take effect together with the operations' final states.</summary>
    [Fact]
    public async Task Writes_and_final_states_are_applied()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("replaced"), SampleImages.Image("deleted"), SampleImages.Image("kept")));
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var workItem = await ClaimAsync();
        var good = workItem.Operations[0].Operation.Succeeded(Now);
        var bad = workItem.Operations[1].Operation.Failed(Now);

        await CommitAsync(
            workItem.Lease,
            _ => new(
                [
                    .. SamplePlans.Puts(SampleImages.Image("added"), SampleImages.Image("replaced", "new", revision: 2)),
                    .. SamplePlans.Deletes("deleted", "never there"),
                ],
                [good, bad]),
            "added", "replaced", "deleted", "never there");

        var page = await Store.ListImagesAsync(Tenant, 0, 10, default);
        Assert.Equal([("added", 1), ("kept", 1), ("replaced", 2)], page.Images.Select(image => (image.Id, image.Revision)));
        Same.Image(SampleImages.Image("replaced", "new", revision: 2), await ReadAsync("replaced"));
        Same.Operation(good, await GetAsync(good.Id));
        Same.Operation(bad, await GetAsync(bad.Id));
    }

    /// <summary>A batch of the maximum size is one transaction.</summary>
    [Fact]
    public async Task A_transaction_of_the_maximum_size_is_written()
    {
        var images = Enumerable.Range(0, 10_000).Select(i => SampleImages.Image($"i{i * 7_919 % 10_000:D4}")).ToArray();
        await WriteAsync(SamplePlans.Puts(images));

        var last = await Store.ListImagesAsync(Tenant, 9_990, 100, default);

        Assert.Equal(10_000, last.Count);
        Assert.Equal(Enumerable.Range(9_990, 10).Select(i => $"i{i}"), last.Images.Select(image => image.Id));
        await WriteAsync(SamplePlans.Deletes(images.Select(image => image.Id)));
        Assert.Equal(0, (await Store.ListImagesAsync(Tenant, 0, 1, default)).Count);
    }

    /// <summary>An exception of the decision reaches the caller. Nothing is written, and the lease stays alive.</summary>
    [Fact]
    public async Task A_decision_that_throws_writes_nothing()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        var fault = new TimeZoneNotFoundException("The exception of the decision.");

        Assert.Same(fault, await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => CommitAsync(workItem.Lease, _ => throw fault, "a")));

        Same.Operation(workItem.Operations[0].Operation, await GetAsync(1));
        await AssertNothingToClaimAsync();
        await FinishAsync(workItem, SamplePlans.Puts(SampleImages.Image("a")));
        await AssertPresentAsync("a");
    }

    /// <summary>A plan that breaks a rule of the port writes nothing, and the lease stays usable.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_plan_that_breaks_a_rule_writes_nothing(int rule)
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        var running = workItem.Operations[0].Operation;
        CommitPlan plan = rule switch
        {
            0 => new(SamplePlans.Puts(SampleImages.Image("a")), [running]),
            1 => new(SamplePlans.Puts(SampleImages.Image("a")), [running.Succeeded(Now) with { FinishedAt = null }]),
            _ => new([new ImageWrite("a", SampleImages.Image("b"))], [running.Succeeded(Now)]),
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => CommitAsync(workItem.Lease, _ => plan, "a"));

        Assert.Empty((await Store.ListImagesAsync(Tenant, 0, 10, default)).Images);
        Same.Operation(running, await GetAsync(1));
        await FinishAsync(workItem, SamplePlans.Puts(SampleImages.Image("a")));
    }

    /// <summary>A work item may use several transactions. Its remaining operations stay claimed in between.</summary>
    [Fact]
    public async Task A_transaction_can_finish_a_part_of_the_work_item()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var workItem = await ClaimAsync();
        var (first, second) = (workItem.Operations[0].Operation, workItem.Operations[1].Operation);

        await CommitAsync(workItem.Lease, _ => new(SamplePlans.Puts(SampleImages.Image("a")), [first.Succeeded(Now)]), "a");

        Same.Operation(second, await GetAsync(second.Id));
        await AssertPresentAsync("a");
        await AssertNothingToClaimAsync();
        await CommitAsync(workItem.Lease, _ => new(SamplePlans.Puts(SampleImages.Image("b")), [second.Succeeded(Now)]), "b");
        await AssertPresentAsync("b");
        await ReleaseAsync(workItem.Lease, operationsWait: false);
    }

    /// <summary>A commit whose lease expires during the decision fails and writes nothing.</summary>
    [Fact]
    public async Task A_lease_that_expires_during_the_decision_writes_nothing()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() => CommitAsync(
            workItem.Lease,
            find =>
            {
                Clock.Advance(LeaseOptions.Duration);
                return workItem.Success(Now, SamplePlans.Puts(SampleImages.Image("a")))(find);
            },
            "a"));

        await AssertAbsentAsync("a");
        Assert.Equal(OperationState.Running, (await GetAsync(1)).State);
    }

    /// <summary>The holder of a lost lease cannot overwrite the writes of the new holder.</summary>
    [Fact]
    public async Task A_commit_under_a_lost_lease_writes_nothing()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var old = await ClaimAsync();
        Clock.Advance(LeaseOptions.Duration);
        var workItem = await ClaimAsync();
        await CommitAsync(workItem.Lease, workItem.Success(Now, SamplePlans.Puts(SampleImages.Image("a", "new", revision: 2))), "a");

        await Assert.ThrowsAsync<LeaseLostException>(
            () => CommitAsync(old.Lease, old.Success(Now.AddDays(1), SamplePlans.Puts(SampleImages.Image("a", "old"))), "a"));

        Assert.Equal(2, (await ReadAsync("a"))?.Revision);
        Same.Operation(workItem.Operations[0].Operation.Succeeded(Now), await GetAsync(1));
    }

    /// <summary>A decision cannot change a finished operation or one that is not claimed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_commit_finishes_only_operations_of_its_work_item(long number)
    {
        for (var i = 0; i < 3; i++)
        {
            await AcceptAsync(SampleOperations.Add("a"));
        }

        var workItem = await ClaimAsync(limits: new(2, int.MaxValue, long.MaxValue));
        var (first, second) = (workItem.Operations[0].Operation, workItem.Operations[1].Operation);
        await CommitAsync(workItem.Lease, _ => new([], [first.Failed(Now)]));
        var invalid = first.Succeeded(Now) with { Id = number };

        await Assert.ThrowsAsync<InvalidOperationException>(() => CommitAsync(
            workItem.Lease, _ => new(SamplePlans.Puts(SampleImages.Image("a")), [second.Succeeded(Now), invalid]), "a"));

        await AssertAbsentAsync("a");
        Same.Operation(first.Failed(Now), await GetAsync(1));
        Same.Operation(second, await GetAsync(2));
        Assert.Equal(OperationState.Pending, (await GetAsync(3)).State);
    }
}
