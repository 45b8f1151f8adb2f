using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>An operation that a store can never hold, among others on the short road.</summary>
public class OversizedOperationTests
{
    [Fact]
    public async Task One_that_the_store_cannot_hold_is_refused_and_those_with_it_are_carried_out()
    {
        var store = new SmallStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store);
        var first = engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("first"));
        var small = engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"));
        var large = engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("b", "c"));
        var other = engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("d"));
        store.Open();

        await Assert.ThrowsAsync<BatchTooLargeException>(() => large);

        foreach (var end in await Task.WhenAll(first, small, other))
        {
            Assert.Equal(OperationState.Succeeded, end.State);
        }

        Assert.Equal([1, 3], store.Groups);
        Assert.Equal(3, (await engine.Operations.ListAsync("t")).Count);
    }

    /// <summary>A store for operations of one item; what is to be carried out at once waits until it is opened.</summary>
    private sealed class SmallStore(IImageStore inner) : ForwardingStore(inner)
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int> Groups { get; } = [];

        public void Open() => _gate.SetResult();

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
                await _gate.Task;
                if (!inline.Operations.All(Holds))
                {
                    return new CommitResult.Refused();
                }
            }

            return await base.CommitAsync(request, cancellationToken);
        }

        private static bool Holds(NewOperation draft) => draft.Payload.Items.Count <= 1;
    }
}
