using System.Text;
using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Storage;

namespace Wesog.Core.Tests.Telemetry;

/// <summary>Each refused call is counted once, by the code of its problem.</summary>
public sealed class RefusalMetricTests
{
    private static readonly SubmitOptions Keyed = new() { IdempotencyKey = "k" };

    private readonly FaultyStore _store = FaultyStore.InMemory(TimeProvider.System);

    [Theory]
    [InlineData(StoreUnavailableReason.Unreachable, "unreachable")]
    [InlineData(StoreUnavailableReason.Locked, "locked")]
    [InlineData(StoreUnavailableReason.DiskFull, "disk_full")]
    [InlineData(StoreUnavailableReason.DiskError, "disk_error")]
    [InlineData(StoreUnavailableReason.AccessDenied, "access_denied")]
    [InlineData(StoreUnavailableReason.OwnershipLost, "ownership_lost")]
    public async Task An_unavailable_store_is_counted_with_its_cause(StoreUnavailableReason reason, string cause)
    {
        _store.BeforeEnqueue = () => throw new StoreUnavailableException("memory", reason);
        await AssertCountedAsync<StoreUnavailableException>(
            $"cause={cause} code=unavailable", engine => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
    }

    [Fact]
    public Task A_submission_to_a_stopped_engine_is_counted() => AssertCountedAsync<EngineStoppedException>("cause=stopping code=unavailable", async engine =>
    {
        await engine.StopAsync();
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
    });

    [Fact]
    public async Task A_full_queue_is_counted()
    {
        _store.BeforeClaim = (_, _) => throw FaultyStore.Outage;
        await AssertCountedAsync<QueueFullException>("code=queue_full", async engine =>
        {
            await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
            await engine.Operations.SubmitAsync("t", TestBatches.Add("b"));
        });
    }

    [Fact]
    public async Task Too_many_reads_are_counted()
    {
        var store = new HeldReadsStore(_store);
        store.Hold();
        await AssertCountedAsync<TooManyReadsException>(
            "code=too_many_reads",
            async engine =>
            {
                var held = engine.Images.GetAsync("t", "a");
                try
                {
                    await engine.Images.GetAsync("t", "a");
                }
                finally
                {
                    store.Release();
                    await held;
                }
            },
            store);
    }

    [Fact]
    public Task A_reused_key_is_counted() => AssertCountedAsync<IdempotencyKeyReusedException>("code=key_reused", async engine =>
    {
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"), Keyed);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("b"), Keyed);
    });

    [Fact]
    public Task An_invalid_key_is_counted() => AssertCountedAsync<InvalidIdempotencyKeyException>(
        "code=invalid_key", engine => engine.Operations.SubmitAsync("t", TestBatches.Add("b"), new() { IdempotencyKey = "\n" }));

    [Fact]
    public Task An_invalid_batch_is_counted() => AssertCountedAsync<InvalidImagesException>("code=invalid_images", engine =>
        engine.Operations.SubmitAsync("t", new ImageBatch().Add(new Wesog.Images.Image { Id = "a", Src = "x" })));

    [Fact]
    public Task An_empty_batch_is_counted() => AssertCountedAsync<EmptyBatchException>(
        "code=empty_batch", engine => engine.Operations.SubmitAsync("t", new ImageBatch()));

    [Fact]
    public Task A_batch_that_is_too_large_is_counted() => AssertCountedAsync<BatchTooLargeException>(
        "code=too_large", engine => engine.Operations.ValidateAsync("t", TestBatches.Add("a", "b", "c")));

    [Theory]
    [InlineData("[", "malformed_json")]
    [InlineData("1", "invalid_body")]
    public async Task A_body_that_cannot_be_read_is_counted(string body, string code)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await AssertCountedAsync<WesogException>(
            $"code={code}", engine => engine.BatchReader.ReadAsync(stream, BatchForm.Array(ItemMethod.Add), new SubmitOptions()));
    }

    private async Task AssertCountedAsync<TException>(string tags, Func<ImageEngine, Task> act, IImageStore? store = null)
        where TException : WesogException
    {
        var options = new WesogOptions();
        (options.Limits.MaxQueuedOperations, options.Limits.MaxBatchItems, options.Limits.MaxConcurrentReads) = (1, 2, 1);
        await using var engine = await ImageEngine.StartNewAsync(store ?? _store, options);
        using var measured = new Measurements(engine);

        await Assert.ThrowsAnyAsync<TException>(() => act(engine));

        Assert.Equal(1, measured[$"wesog.refusals {tags}"]);
    }
}
