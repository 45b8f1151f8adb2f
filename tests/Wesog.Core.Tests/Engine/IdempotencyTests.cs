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
    public async Task The_same_submission_again_returns_the_operation_as_it_is_now()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var first = await engine.Operations.SubmitAsync("t", Samples.Adds("a"), Keyed);
        await engine.Operations.WaitAsync("t", first.Operation.Id, Timeout.InfiniteTimeSpan);
        var again = await engine.Operations.SubmitAsync("t", Samples.Adds("a"), Keyed with { Wait = true });
        Assert.False(first.IsReplay);
        Assert.True(again.IsReplay);
        Assert.Equal((first.Operation.Id, OperationState.Succeeded), (again.Operation.Id, again.Operation.State));
        Assert.Equal(1, (await engine.Images.GetAsync("t", "a"))!.Revision);
    }

    [Fact]
    public async Task The_same_key_with_another_submission_is_refused()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var first = await engine.Operations.SubmitAsync("t", Samples.Adds("a"), Keyed);
        (ImageBatch Batch, SubmitOptions Options)[] others =
        [
            (Samples.Adds("b"), Keyed),
            (Samples.Adds("a", "b"), Keyed),
            (new ImageBatch().Replace(Samples.Image("a")), Keyed),
            (new ImageBatch().Delete("a"), Keyed),
            (new ImageBatch().Add(Samples.Image("a") with { Lang = Language.En }), Keyed),
            (Samples.Adds("a"), Keyed with { Strict = false }),
            (Samples.Adds("a"), Keyed with { Subset = true }),
            (Samples.Adds("a"), Keyed with { Urgent = true }),
            (Samples.Adds("a"), Keyed with { Lang = Language.Fr }),
        ];
        foreach (var (batch, options) in others)
        {
            var refusal = await Assert.ThrowsAsync<IdempotencyKeyReusedException>(
                () => engine.Operations.SubmitAsync("t", batch, options));
            Assert.Equal(("key-1", first.Operation.Id), (refusal.Key, refusal.OperationId));
        }
    }

    [Fact]
    public async Task Faulty_items_count_too()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var options = Keyed with { Subset = true };
        var bad = Samples.Image("a") with { Src = "ftp://x/" };
        await engine.Operations.SubmitAsync("t", new ImageBatch().Add(bad), options);
        Assert.True((await engine.Operations.SubmitAsync("t", new ImageBatch().Add(bad with { }), options)).IsReplay);
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(
            () => engine.Operations.SubmitAsync("t", new ImageBatch().Add(bad with { Src = "ftp://y/" }), options));
    }

    [Fact]
    public async Task A_refused_submission_binds_nothing()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var faulty = new ImageBatch().Add(Samples.Image("a") with { Src = "" });
        await Assert.ThrowsAsync<InvalidImagesException>(() => engine.Operations.SubmitAsync("t", faulty, Keyed));
        await engine.Operations.ValidateAsync("t", Samples.Adds("b"), Keyed);
        Assert.False((await engine.Operations.SubmitAsync("t", Samples.Adds("c"), Keyed)).IsReplay);
    }

    [Fact]
    public async Task A_key_is_one_tenants_own()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        Assert.False((await engine.Operations.SubmitAsync("t", Samples.Adds("a"), Keyed)).IsReplay);
        Assert.False((await engine.Operations.SubmitAsync("u", Samples.Adds("b"), Keyed)).IsReplay);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("é")]
    [InlineData("\u007f")]
    public async Task An_ill_formed_key_is_refused(string key)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await Assert.ThrowsAsync<InvalidIdempotencyKeyException>(
            () => engine.Operations.SubmitAsync("t", Samples.Adds("a"), new() { IdempotencyKey = key }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public async Task A_key_of_1_to_255_printable_characters_is_taken(int length)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await engine.Operations.SubmitAsync("t", Samples.Adds("a"), new() { IdempotencyKey = new('~', length) });
        await Assert.ThrowsAsync<InvalidIdempotencyKeyException>(
            () => engine.Operations.SubmitAsync("t", Samples.Adds("a"), new() { IdempotencyKey = new('~', 256) }));
    }

    [Fact]
    public async Task Racing_submissions_with_one_key_make_one_operation()
    {
        await using var engine = await ImageEngine.StartNewAsync(new GatedStore(new InMemoryImageStore(TimeProvider.System)));
        for (var round = 0; round < 50; round++)
        {
            var options = new SubmitOptions { IdempotencyKey = $"round-{round}" };
            var submissions = await Task.WhenAll(Enumerable.Range(0, 8).Select(
                _ => Task.Run(() => engine.Operations.SubmitAsync("t", Samples.Adds($"i{round}"), options))));
            Assert.Single(submissions, submission => !submission.IsReplay);
            Assert.Single(submissions.Select(submission => submission.Operation.Id).Distinct());
        }
    }
}
