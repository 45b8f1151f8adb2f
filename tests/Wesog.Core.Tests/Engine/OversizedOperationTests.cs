using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>An operation that exceeds the capacity of the store, in a group of inline execution.</summary>
public class OversizedOperationTests
{
    [Fact]
    public async Task An_operation_that_is_too_large_for_the_store_is_rejected_and_the_rest_of_its_group_runs()
    {
        var store = new SmallStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store);
        var first = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("first"));
        var small = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        var large = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("b", "c"));
        var other = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("d"));
        store.Open();

        await Assert.ThrowsAsync<BatchTooLargeException>(() => large);

        foreach (var end in await Task.WhenAll(first, small, other))
        {
            Assert.Equal(OperationState.Succeeded, end.State);
        }

        Assert.Equal([1, 3], store.Groups);
        Assert.Equal(3, (await engine.Operations.ListAsync("t")).Count);
    }

    /// <summary>A store for operations of one item. Inline commits wait until it is opened.</summary>
    private sealed class SmallStore(IImageStore inner) : ForwardingStore(inner)
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int> Groups { get; } = [];

        public void Open() => _opened.SetResult();

        public override ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
            IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
        {
            return operations.All(Holds)
                ? base.EnqueueAsync(operations, limits, cancellationToken)
                : throw new BatchTooLargeException(maxItems: 1, maxBytes: long.MaxValue);
        }

        public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
        {
            if (request is CommitRequest.Inline inline)
            {
                Groups.Add(inline.Operations.Count);
                await _opened.Task;
                if (!inline.Operations.All(Holds))
                {
                    return new CommitResult.Refused();
                }
            }

            return await base.CommitAsync(request, cancellationToken);
        }

        private static bool Holds(NewOperation operation) => operation.Payload.Items.Count <= 1;
    }
}
