using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class PoisonTests
{
    [Fact]
    public async Task An_operation_that_always_fails_is_poisoned_alone_and_the_queue_continues()
    {
        var attempts = 0;
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System))
        {
            BeforeCommit = (_, ids) =>
            {
                if (ids.Contains("poison"))
                {
                    attempts += ids.Count == 2 ? 1 : 0;
                    throw new InvalidDataException("An internal error.");
                }
            },
        };
        await using var engine = await ImageEngine.StartNewAsync(store);
        var ids = new List<long>();
        foreach (var batch in new[] { TestBatches.Add("a"), TestBatches.Add("poison", "p2"), TestBatches.Add("b"), new ImageBatch().Delete("a") })
        {
            ids.Add((await engine.Operations.SubmitAsync("t", batch)).Operation.Id);
        }

        var ends = new List<Operation>();
        foreach (var id in ids)
        {
            ends.Add((await engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan))!);
        }

        Assert.Equal(
            [OperationState.Succeeded, OperationState.Failed, OperationState.Succeeded, OperationState.Succeeded],
            ends.Select(end => end.State));
        var poisoned = ends[1];
        Assert.True(poisoned.IsPoisoned);
        Assert.Equal((0, 2), (poisoned.Good, poisoned.Bad));
        Assert.Equal(
            [(0, ErrorCodes.Poisoned, "poison"), (1, ErrorCodes.Poisoned, "p2")],
            poisoned.Errors.Select(error => (error.Position, error.Code, error.ImageId!)));
        Assert.InRange(attempts, 5, 10);
        Assert.Equal(["b"], (await engine.Images.ListAsync("t", 0, 10)).Images.Select(image => image.Id));
    }

    [Fact]
    public async Task An_edit_by_query_that_always_fails_is_poisoned_as_a_whole_and_says_so()
    {
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System))
        {
            BeforeCommit = (_, ids) =>
            {
                if (ids.Count > 0)
                {
                    throw new InvalidDataException("An internal error.");
                }
            },
        };
        await using var engine = await ImageEngine.StartNewAsync(store);
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));

        var end = await engine.Operations.SubmitAndWaitAsync("t", new ImageEdit.Delete("has:id"));

        Assert.True(end.IsPoisoned);
        Assert.Equal(FailureCodes.Poisoned, end.Failure!.Code);
        Assert.Contains("5 times", end.Failure.Message, StringComparison.Ordinal);
        Assert.Equal((OperationState.Failed, 0, 0, 0), (end.State, end.Total, end.Good, end.Bad));
        Assert.Empty(end.Errors);
        Assert.Empty(end.ErrorCounts);
    }

    [Fact]
    public async Task A_transient_failure_does_not_poison_an_operation()
    {
        var failures = 3;
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System))
        {
            BeforeCommit = (_, _) =>
            {
                if (failures-- > 0)
                {
                    throw new InvalidDataException("A transient error.");
                }
            },
        };
        await using var engine = await ImageEngine.StartNewAsync(store);
        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a", "b"));
        Assert.Equal(OperationState.Succeeded, end.State);
        Assert.Equal(2, (await engine.Images.ListAsync("t", 0, 10)).Count);
    }

    [Fact]
    public async Task An_outage_when_the_end_of_a_poisoned_operation_is_written_causes_no_further_execution()
    {
        var time = new ManualTimeProvider();
        var (executions, outages) = (0, 3);
        var store = new FaultyStore(new InMemoryImageStore(time))
        {
            BeforeCommit = (_, ids) =>
            {
                if (ids.Count > 0)
                {
                    executions++;
                    throw new InvalidDataException("An internal error.");
                }

                if (ids.Count == 0 && outages-- > 0)
                {
                    throw FaultyStore.Outage;
                }
            },
        };
        var options = new WesogOptions();
        options.Limits.MaxAttempts = 2;
        await using var engine = await ImageEngine.StartNewAsync(store, options, time);
        var bad = (await engine.Operations.SubmitAsync("t", TestBatches.Add("bad"))).Operation.Id;
        var wait = engine.Operations.WaitAsync("t", bad, Timeout.InfiniteTimeSpan);

        await time.AdvanceUntilAsync(() => wait.IsCompleted);

        Assert.True((await wait)!.IsPoisoned);
        Assert.Equal((2, -1), (executions, outages));
    }
}
