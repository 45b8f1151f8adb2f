using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>A transaction writes images and final states together, or nothing.</summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
public abstract class TransactConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>The plan sees the images it asked for as they are; those that are not there are null.</summary>
    [Fact]
    public async Task The_plan_finds_the_images_it_asked_for()
    {
        var image = SampleImages.Image("a", "t", revision: 3, Language.Pt);
        await WriteAsync(Outcomes.Puts(image, SampleImages.Image("b")));
        await AcceptAsync(Drafts.Add("a"));
        var turn = await ClaimAsync();
        StoredImage? found = null;
        StoredImage? missing = image;

        await TransactAsync(
            turn.Lease,
            find =>
            {
                (found, missing) = (find("a"), find("c"));
                return turn.Success(Now)(find);
            },
            "a", "c");

        Same.Image(image, found);
        Assert.Null(missing);
    }

    /// <summary>Additions, replacements and deletions take effect with the operations' final states.</summary>
    [Fact]
    public async Task Writes_and_final_states_are_applied()
    {
        await WriteAsync(Outcomes.Puts(SampleImages.Image("replaced"), SampleImages.Image("deleted"), SampleImages.Image("kept")));
        await AcceptAsync(Drafts.Add("a"));
        await AcceptAsync(Drafts.Add("b"));
        var turn = await ClaimAsync();
        var good = turn.Operations[0].Operation.Succeeded(Now);
        var bad = turn.Operations[1].Operation.Failed(Now);

        await TransactAsync(
            turn.Lease,
            _ => new(
                [
                    .. Outcomes.Puts(SampleImages.Image("added"), SampleImages.Image("replaced", "new", revision: 2)),
                    .. Outcomes.Deletes("deleted", "never there"),
                ],
                [good, bad]),
            "added", "replaced", "deleted", "never there");

        var page = await Store.ListImagesAsync(Tenant, 0, 10, default);
        Assert.Equal([("added", 1), ("kept", 1), ("replaced", 2)], page.Images.Select(image => (image.Id, image.Revision)));
        Same.Image(SampleImages.Image("replaced", "new", revision: 2), await ReadAsync("replaced"));
        Same.Operation(good, await GetAsync(good.Id));
        Same.Operation(bad, await GetAsync(bad.Id));
    }

    /// <summary>A batch as large as they come is one transaction.</summary>
    [Fact]
    public async Task A_large_transaction_is_written()
    {
        var images = Enumerable.Range(0, 10_000).Select(i => SampleImages.Image($"i{i * 7_919 % 10_000:D4}")).ToArray();
        await WriteAsync(Outcomes.Puts(images));

        var last = await Store.ListImagesAsync(Tenant, 9_990, 100, default);

        Assert.Equal(10_000, last.Count);
        Assert.Equal(Enumerable.Range(9_990, 10).Select(i => $"i{i}"), last.Images.Select(image => image.Id));
        await WriteAsync(Outcomes.Deletes(images.Select(image => image.Id)));
        Assert.Equal(0, (await Store.ListImagesAsync(Tenant, 0, 1, default)).Count);
    }

    /// <summary>What a plan throws comes through; nothing is written, and the lease lives on.</summary>
    [Fact]
    public async Task A_plan_that_throws_writes_nothing()
    {
        await AcceptAsync(Drafts.Add("a"));
        var turn = await ClaimAsync();
        var fault = new TimeZoneNotFoundException("The plan's own.");

        Assert.Same(fault, await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => TransactAsync(turn.Lease, _ => throw fault, "a")));

        Same.Operation(turn.Operations[0].Operation, await GetAsync(1));
        Assert.Null(await TryClaimAsync());
        await FinishAsync(turn, Outcomes.Puts(SampleImages.Image("a")));
        Assert.NotNull(await ReadAsync("a"));
    }

    /// <summary>A turn may be carried out in several transactions; between them the rest stays claimed.</summary>
    [Fact]
    public async Task A_transaction_may_finish_a_part_of_the_turn()
    {
        await AcceptAsync(Drafts.Add("a"));
        await AcceptAsync(Drafts.Add("b"));
        var turn = await ClaimAsync();
        var (first, second) = (turn.Operations[0].Operation, turn.Operations[1].Operation);

        await TransactAsync(turn.Lease, _ => new(Outcomes.Puts(SampleImages.Image("a")), [first.Succeeded(Now)]), "a");

        Same.Operation(second, await GetAsync(second.Id));
        Assert.NotNull(await ReadAsync("a"));
        Assert.Null(await TryClaimAsync());
        await TransactAsync(turn.Lease, _ => new(Outcomes.Puts(SampleImages.Image("b")), [second.Succeeded(Now)]), "b");
        Assert.NotNull(await ReadAsync("b"));
        Assert.False(await Store.ReleaseAsync(turn.Lease, default));
    }

    /// <summary>A lease that runs out while the plan runs is noticed at the commit: nothing is written.</summary>
    [Fact]
    public async Task A_lease_that_runs_out_during_the_plan_writes_nothing()
    {
        await AcceptAsync(Drafts.Add("a"));
        var turn = await ClaimAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() => TransactAsync(
            turn.Lease,
            find =>
            {
                Clock.Advance(Terms.Duration);
                return turn.Success(Now, Outcomes.Puts(SampleImages.Image("a")))(find);
            },
            "a"));

        Assert.Null(await ReadAsync("a"));
        Assert.Equal(OperationState.Running, (await GetAsync(1)).State);
    }

    /// <summary>The old holder of a turn cannot write over what the new one wrote.</summary>
    [Fact]
    public async Task A_turn_that_was_taken_over_writes_nothing()
    {
        await AcceptAsync(Drafts.Add("a"));
        var old = await ClaimAsync();
        Clock.Advance(Terms.Duration);
        var turn = await ClaimAsync();
        await TransactAsync(turn.Lease, turn.Success(Now, Outcomes.Puts(SampleImages.Image("a", "new", revision: 2))), "a");

        await Assert.ThrowsAsync<LeaseLostException>(
            () => TransactAsync(old.Lease, old.Success(Now.AddDays(1), Outcomes.Puts(SampleImages.Image("a", "old"))), "a"));

        Assert.Equal(2, (await ReadAsync("a"))?.Revision);
        Same.Operation(turn.Operations[0].Operation.Succeeded(Now), await GetAsync(1));
    }

    /// <summary>What is finished never changes again, even by a plan that says so; nor does what no turn has taken.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Only_operations_of_the_turn_are_finished(long number)
    {
        for (var i = 0; i < 3; i++)
        {
            await AcceptAsync(Drafts.Add("a"));
        }

        var turn = await ClaimAsync(bounds: new(2, int.MaxValue, long.MaxValue));
        var (first, second) = (turn.Operations[0].Operation, turn.Operations[1].Operation);
        await TransactAsync(turn.Lease, _ => new([], [first.Failed(Now)]));
        var stranger = first.Succeeded(Now) with { Id = number };

        await Assert.ThrowsAsync<InvalidOperationException>(() => TransactAsync(
            turn.Lease, _ => new(Outcomes.Puts(SampleImages.Image("a")), [second.Succeeded(Now), stranger]), "a"));

        Assert.Null(await ReadAsync("a"));
        Same.Operation(first.Failed(Now), await GetAsync(1));
        Same.Operation(second, await GetAsync(2));
        Assert.Equal(OperationState.Pending, (await GetAsync(3)).State);
    }
}
