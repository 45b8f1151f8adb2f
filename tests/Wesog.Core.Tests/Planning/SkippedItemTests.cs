using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Planning;

/// <summary>An operation lists its items that changed nothing.</summary>
public sealed class SkippedItemTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deletion_lists_the_missing_images(bool isAwaited)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a", "b"));

        var end = await ExecuteAsync(engine, new ImageBatch().Delete("a", "typo-1", "b", "a"), isAwaited);

        Assert.Equal((OperationState.Succeeded, 4, 2), (end.State, end.Good, end.Skipped));
        Assert.Equal([new(1, "typo-1"), new(3, "a")], end.SkippedItems);
        Assert.Equal(end.SkippedItems, (await engine.Operations.GetAsync("t", end.Id))!.SkippedItems);
    }

    [Fact]
    public async Task A_relaxed_update_of_a_missing_image_is_skipped()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var batch = new ImageBatch().Modify(new ImageChange { Id = "m", Title = "t" }).Add(TestBatches.Image("a")).Replace(TestBatches.Image("r"));

        var end = await engine.Operations.SubmitAndWaitAsync("t", batch, new() { Strict = false });

        Assert.Equal([new(0, "m"), new(2, "r")], end.SkippedItems);
    }

    [Fact]
    public async Task Skipped_items_are_listed_up_to_the_error_limit_and_all_counted()
    {
        var options = new WesogOptions { Limits = { MaxErrors = 3 } };
        await using var engine = await ImageEngine.StartNewAsync(options: options);

        var end = await engine.Operations.SubmitAndWaitAsync("t", new ImageBatch().Delete(Enumerable.Range(0, 5).Select(i => $"i{i}")));

        Assert.Equal((5, false), (end.Skipped, end.ErrorsTruncated));
        Assert.Equal([new(0, "i0"), new(1, "i1"), new(2, "i2")], end.SkippedItems);
        var listed = await engine.Operations.ListAsync("t", new() { MaxErrors = 2 });
        Assert.Equal([new(0, "i0"), new(1, "i1")], listed[0].SkippedItems);
    }

    [Fact]
    public async Task Validation_lists_skipped_items_and_a_batch_without_them_has_none()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        Assert.Equal([new(0, "a")], (await engine.Operations.ValidateAsync("t", new ImageBatch().Delete("a"))).SkippedItems);
        Assert.Empty((await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"))).SkippedItems);
    }

    private static async Task<Operation> ExecuteAsync(ImageEngine engine, ImageBatch batch, bool isAwaited)
    {
        var (operation, _) = await engine.Operations.SubmitAsync("t", batch, new() { Wait = isAwaited });
        return (await engine.Operations.WaitAsync("t", operation.Id, Timeout.InfiniteTimeSpan))!;
    }
}
