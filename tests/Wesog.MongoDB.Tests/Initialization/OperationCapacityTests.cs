using Wesog.Images;
using Wesog.MongoDB.Initialization;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Initialization;

public sealed class OperationCapacityTests
{
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);

    [Fact]
    public void Operations_up_to_the_item_capacity_of_a_lifetime_are_accepted()
    {
        var capacity = new OperationCapacity(TimeSpan.FromSeconds(3));

        capacity.Require([Deletes(1), Deletes(3_000)]);

        var refusal = Assert.Throws<BatchTooLargeException>(() => capacity.Require([Deletes(1), Deletes(3_001)]));
        Assert.Equal((3_000, 6L << 20), (refusal.MaxItems, refusal.MaxBytes));
    }

    [Fact]
    public void Operations_up_to_the_byte_capacity_of_a_lifetime_are_accepted()
    {
        var capacity = new OperationCapacity(TimeSpan.FromSeconds(1));

        capacity.Require([OfBytes(2 << 20)]);

        Assert.Throws<BatchTooLargeException>(() => capacity.Require([OfBytes((2 << 20) + 1)]));
    }

    [Fact]
    public void An_unlimited_lifetime_allows_any_size() =>
        Assert.Equal(int.MaxValue, new OperationCapacity(TimeSpan.FromSeconds(int.MaxValue)).MaxItems);

    [Fact]
    public async Task Neither_commit_nor_enqueue_keeps_an_operation_that_is_too_large()
    {
        await using var database = new TestDatabase();
        await using var store = await database.OpenAsync();
        var capacity = await OperationCapacity.ReadAsync(MongoServer.Client, default);
        var tooLarge = Deletes(capacity.MaxItems + 1);

        await Assert.ThrowsAsync<BatchTooLargeException>(async () => await store.EnqueueAsync(tooLarge, Unbounded, default));
        await Assert.ThrowsAsync<BatchTooLargeException>(async () => await store.EnqueueAsync([SampleOperations.Add("a"), tooLarge], Unbounded, default));
        Assert.IsType<CommitResult.Refused>(await CommitAsync(tooLarge));
        Assert.IsType<CommitResult.Refused>(await CommitAsync(SampleOperations.Add("a"), tooLarge));

        Assert.Empty(await store.ListOperationsAsync(SampleOperations.Tenant, new(), default));
        Assert.Empty(await store.ListBacklogsAsync(default));

        ValueTask<CommitResult> CommitAsync(params NewOperation[] operations) => store.CommitAsync(
            new CommitRequest.Inline(
                operations, Unbounded, new("a", TimeSpan.FromSeconds(30)), [], _ => throw new InvalidOperationException("Planned.")),
            default);
    }

    private static NewOperation Deletes(int count) => SampleOperations.Of(
        OperationMethod.Delete, [.. Enumerable.Range(0, count).Select(i => new BatchItem(i, ItemMethod.Delete, $"{i}", null, default))]);

    private static NewOperation OfBytes(int bytes) =>
        SampleOperations.Of(OperationMethod.Add, new BatchItem(0, ItemMethod.Add, "a", Language.Es, new byte[bytes]));
}
