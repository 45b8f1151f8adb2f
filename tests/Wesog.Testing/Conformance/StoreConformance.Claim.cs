using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// A claim takes a tenant's next operations in queue order.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>Urgent operations come first. Each class is first in, first out.</summary>
    [Fact]
    public async Task Urgent_operations_are_claimed_first_and_each_class_in_number_order()
    {
        for (var number = 1; number <= 6; number++)
        {
            await AcceptAsync(number % 3 == 0 ? SampleOperations.Add("a").Urgent() : SampleOperations.Add("a"));
        }

        Assert.Equal([3, 6, 1, 2, 4, 5], Numbers(await ClaimAsync()));
    }

    /// <summary>An urgent operation overtakes pending operations, but not claimed ones.</summary>
    [Fact]
    public async Task An_urgent_operation_overtakes_pending_operations_only()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));
        var workItem = await ClaimAsync(limits: OneOperation);
        await AcceptAsync(SampleOperations.Add("c").Urgent());

        Assert.Equal([1], Numbers(workItem));
        await FinishAsync(workItem);
        Assert.Equal([3, 2], Numbers(await ClaimAsync()));
    }

    /// <summary>A work item contains the full payload, including the errors of rejected items.</summary>
    [Fact]
    public async Task A_work_item_contains_the_full_payload()
    {
        var itemErrors = new ItemErrors(2, [new(1, ErrorCodes.Empty, "vac\u00EDo", null, "id"), new(3, ErrorCodes.TooLong, "largo", "d", "title")], true, default)
        {
            ErrorCounts = [new(ErrorCodes.TooLong, "title", 2), new(ErrorCodes.Empty, "id", 1), new(ErrorCodes.InvalidType, null, 1)],
        };
        var newOperation = SampleOperations.Of(
            OperationMethod.Multiple,
            new BatchItem(0, ItemMethod.Add, "a", Language.Fr, """{"id":"a","src":"http://x/a"}"""u8.ToArray()),
            new BatchItem(2, ItemMethod.Modify, "a", null, """{"id":"a","title":null,"nsfw":true}"""u8.ToArray()),
            new BatchItem(4, ItemMethod.Replace, "\U0001F600", Language.Ru, """{"id":"b","src":"http://x/b"}"""u8.ToArray()),
            new BatchItem(5, ItemMethod.Delete, "a", null, default) { IfRevision = long.MaxValue },
            new BatchItem(6, ItemMethod.Modify, "b", Language.En, """{"id":"b","keywords":{"remove":["x"],"add":[]}}"""u8.ToArray())
            {
                IfRevision = 1,
                Precondition = new ImagePrecondition.HasTag(["1-a", "\u00E9"]),
            },
            new BatchItem(7, ItemMethod.Add, "c", Language.En, """{"id":"c","src":"http://x/c"}"""u8.ToArray()) { Precondition = new ImagePrecondition.Absent() },
            new BatchItem(8, ItemMethod.Delete, "c", null, default) { Precondition = new ImagePrecondition.Exists() });
        newOperation = newOperation.With(operation => operation with { Total = 9 }) with
        {
            Payload = newOperation.Payload with { ItemErrors = itemErrors, TextLanguage = Language.Es },
        };
        var accepted = await AcceptAsync(newOperation);

        var claimed = Assert.Single((await ClaimAsync()).Operations);

        Same.Operation(accepted.Start(Now), claimed.Operation);
        Same.Payload(newOperation.Payload, claimed.GetPayload());
        Assert.Equal(0, claimed.Attempts);
    }

    /// <summary>After the claim, readers see the claimed operations running and the others pending.</summary>
    [Fact]
    public async Task Claimed_operations_are_running()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b"));

        var workItem = await ClaimAsync(limits: OneOperation);

        Same.Operation(workItem.Operations[0].Operation, await GetAsync(1));
        Assert.Equal((OperationState.Running, Now), (workItem.Operations[0].Operation.State, workItem.Operations[0].Operation.StartedAt));
        Assert.Equal(OperationState.Pending, (await GetAsync(2)).State);
    }

    /// <summary>
    /// A work item ends before the operation that would exceed a limit. A limit that is reached exactly is allowed.
    /// </summary>
    [Theory]
    [InlineData(3, 100, 3)]
    [InlineData(4, 100, 4)]
    [InlineData(100, 5, 2)]
    [InlineData(100, 6, 3)]
    [InlineData(100, 9, 3)]
    [InlineData(100, 10, 4)]
    [InlineData(1, 1, 1)]
    public async Task A_work_item_keeps_the_limits_of_operations_and_items(int operations, int items, int expected)
    {
        foreach (var size in (int[])[1, 2, 3, 4, 1])
        {
            await AcceptAsync(SampleOperations.Add([.. Enumerable.Range(0, size).Select(i => $"i{i}")]));
        }

        var workItem = await ClaimAsync(limits: new(operations, items, long.MaxValue));

        Assert.Equal(Enumerable.Range(1, expected).Select(number => (long)number), Numbers(workItem));
    }

    /// <summary>Rejected items count toward the item limit.</summary>
    [Fact]
    public async Task Rejected_items_count_toward_the_item_limit()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("b").With(operation => operation with { Total = 9 }));

        Assert.Equal([1], Numbers(await ClaimAsync(limits: new(10, 9, long.MaxValue))));
    }

    /// <summary>A work item ends before the operation that would exceed the byte limit.</summary>
    [Fact]
    public async Task A_work_item_keeps_the_byte_limit()
    {
        for (var number = 1; number <= 4; number++)
        {
            await AcceptAsync(SampleOperations.AddLarge(items: 10, bytesEach: 10_000));
        }

        Assert.Equal([1, 2], Numbers(await ClaimAsync(limits: new(10, 1_000, 250_000))));
    }

    /// <summary>The first operation is claimed whatever its size. If it exceeds a limit, it is claimed alone.</summary>
    [Fact]
    public async Task The_first_operation_is_claimed_whatever_its_size()
    {
        await AcceptAsync(SampleOperations.AddLarge(items: 10, bytesEach: 10_000));
        await AcceptAsync(SampleOperations.Add("a"));

        var workItem = await ClaimAsync(limits: new(100, 5, 1_000));

        Assert.Equal([1], Numbers(workItem));
        Assert.Equal(10, workItem.Operations[0].GetPayload().Items.Count);
    }

    /// <summary>The number of items of an edit by query is not known, so it shares no work item.</summary>
    [Theory]
    [InlineData(ItemMethod.Modify)]
    [InlineData(ItemMethod.Delete)]
    public async Task An_edit_by_query_is_claimed_alone(ItemMethod method)
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var edit = SampleOperations.Edit("city=Paris", method);
        await AcceptAsync(edit);
        await AcceptAsync(SampleOperations.Add("b"));

        var first = await ClaimAsync();
        Assert.Equal([1], Numbers(first));
        await FinishAsync(first);
        var alone = await ClaimAsync();
        Same.Payload(edit.Payload, Assert.Single(alone.Operations).GetPayload());
        Assert.Equal(("city=Paris", 0), (alone.Operations[0].Operation.Query, alone.Operations[0].Operation.Total));
        await FinishAsync(alone);
        Assert.Equal([3], Numbers(await ClaimAsync()));
    }

    /// <summary>A small operation does not overtake one that does not fit.</summary>
    [Fact]
    public async Task A_claim_does_not_skip_an_operation_that_does_not_fit()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await AcceptAsync(SampleOperations.Add("a", "b", "c"));
        await AcceptAsync(SampleOperations.Add("a"));

        Assert.Equal([1], Numbers(await ClaimAsync(limits: new(100, 3, long.MaxValue))));
    }

    /// <summary>A claim on an empty queue returns null.</summary>
    [Fact]
    public async Task A_claim_on_an_empty_queue_returns_null()
    {
        await AssertNothingToClaimAsync();
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));

        await AssertNothingToClaimAsync();
    }

    /// <summary>A work item of one tenant does not block other tenants.</summary>
    [Fact]
    public async Task Work_items_of_different_tenants_are_independent()
    {
        await AcceptAsync(SampleOperations.Add("a").For("one"));
        await AcceptAsync(SampleOperations.Add("b").For("two"));

        var one = await ClaimAsync("one");
        var two = await ClaimAsync("two");

        Assert.Equal(("one", "two"), (one.Lease.Tenant, two.Lease.Tenant));
        Assert.Equal("b", two.Operations[0].GetPayload().Items[0].ImageId);
    }

    /// <summary>An operation never starts before it was created, even if the clock is set back.</summary>
    [Fact]
    public async Task An_operation_never_starts_before_its_creation()
    {
        await AcceptAsync(SampleOperations.Add("a"));

        var workItem = await Store.ClaimAsync(Tenant, LeaseOptions, AllOperations, SampleOperations.Created.AddDays(-1), default);

        Assert.Equal(SampleOperations.Created, workItem!.Operations[0].Operation.StartedAt);
    }

    private static IEnumerable<long> Numbers(WorkItem workItem) => workItem.Operations.Select(claimed => claimed.Operation.Id);
}
