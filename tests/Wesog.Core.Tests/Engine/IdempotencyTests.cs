using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class IdempotencyTests
{
    private static readonly SubmitOptions Keyed = new() { IdempotencyKey = "key-1" };

    [Fact]
    public async Task A_repeated_submission_returns_the_operation_in_its_current_state()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var first = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"), Keyed);
        await engine.Operations.WaitAsync("t", first.Operation.Id, Timeout.InfiniteTimeSpan);
        var repeated = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"), Keyed with { Wait = true });
        Assert.False(first.IsReplay);
        Assert.True(repeated.IsReplay);
        Assert.Equal((first.Operation.Id, OperationState.Succeeded), (repeated.Operation.Id, repeated.Operation.State));
        Assert.Equal(1, (await engine.Images.GetAsync("t", "a"))!.Revision);
    }

    [Fact]
    public async Task The_same_key_with_another_submission_is_rejected()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var first = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"), Keyed);
        (ImageBatch Batch, SubmitOptions Options)[] others =
        [
            (TestBatches.Add("b"), Keyed),
            (TestBatches.Add("a", "b"), Keyed),
            (new ImageBatch().Replace(TestBatches.Image("a")), Keyed),
            (new ImageBatch().Delete("a"), Keyed),
            (new ImageBatch().Add(TestBatches.Image("a") with { Lang = Language.En }), Keyed),
            (TestBatches.Add("a"), Keyed with { Strict = false }),
            (TestBatches.Add("a"), Keyed with { Subset = true }),
            (TestBatches.Add("a"), Keyed with { Urgent = true }),
            (TestBatches.Add("a"), Keyed with { Lang = Language.Fr }),
        ];
        foreach (var (batch, options) in others)
        {
            var exception = await Assert.ThrowsAsync<IdempotencyKeyReusedException>(
                () => engine.Operations.SubmitAsync("t", batch, options));
            Assert.Equal(("key-1", first.Operation.Id), (exception.Key, exception.OperationId));
        }
    }

    [Fact]
    public async Task Submissions_that_differ_in_an_invalid_item_are_different()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var options = Keyed with { Subset = true };
        var bad = TestBatches.Image("a") with { Src = "ftp://x/" };
        await engine.Operations.SubmitAsync("t", new ImageBatch().Add(bad), options);
        Assert.True((await engine.Operations.SubmitAsync("t", new ImageBatch().Add(bad with { }), options)).IsReplay);
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(
            () => engine.Operations.SubmitAsync("t", new ImageBatch().Add(bad with { Src = "ftp://y/" }), options));
    }

    [Fact]
    public async Task A_rejected_submission_does_not_bind_its_key()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var invalid = new ImageBatch().Add(TestBatches.Image("a") with { Src = "" });
        await Assert.ThrowsAsync<InvalidImagesException>(() => engine.Operations.SubmitAsync("t", invalid, Keyed));
        await engine.Operations.ValidateAsync("t", TestBatches.Add("b"), Keyed);
        Assert.False((await engine.Operations.SubmitAsync("t", TestBatches.Add("c"), Keyed)).IsReplay);
    }

    [Fact]
    public async Task Each_tenant_has_its_own_keys()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        Assert.False((await engine.Operations.SubmitAsync("t", TestBatches.Add("a"), Keyed)).IsReplay);
        Assert.False((await engine.Operations.SubmitAsync("u", TestBatches.Add("b"), Keyed)).IsReplay);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("é")]
    [InlineData("\u007f")]
    public async Task An_invalid_key_is_rejected(string key)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await Assert.ThrowsAsync<InvalidIdempotencyKeyException>(
            () => engine.Operations.SubmitAsync("t", TestBatches.Add("a"), new() { IdempotencyKey = key }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public async Task A_key_of_1_to_255_printable_characters_is_accepted(int length)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"), new() { IdempotencyKey = new('~', length) });
        await Assert.ThrowsAsync<InvalidIdempotencyKeyException>(
            () => engine.Operations.SubmitAsync("t", TestBatches.Add("a"), new() { IdempotencyKey = new('~', 256) }));
    }

    [Fact]
    public async Task Concurrent_submissions_with_one_key_create_one_operation()
    {
        await using var engine = await ImageEngine.StartNewAsync(new PausedStore(new InMemoryImageStore(TimeProvider.System)));
        for (var round = 0; round < 50; round++)
        {
            var options = new SubmitOptions { IdempotencyKey = $"round-{round}" };
            var submissions = await Task.WhenAll(Enumerable.Range(0, 8).Select(
                _ => Task.Run(() => engine.Operations.SubmitAsync("t", TestBatches.Add($"i{round}"), options))));
            Assert.Single(submissions, submission => !submission.IsReplay);
            Assert.Single(submissions.Select(submission => submission.Operation.Id).Distinct());
        }
    }
}
