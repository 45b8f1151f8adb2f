using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Planning;

/// <summary>If an earlier item of the same batch causes an error, the error text names that item.</summary>
public sealed class RepeatedIdTests
{
    private const string Plain = "";

    // Items are written as their method and id: +a adds, -a deletes, ~a modifies. The image "old" exists before the batch.
    [Theory]
    [InlineData("+a +a", 1, "Item 0 of this batch")]
    [InlineData("+b +a +c +a", 3, "Item 1 of this batch")]
    [InlineData("+a +a +a", 2, "Item 0 of this batch")]
    [InlineData("+a ~a +a", 2, "Item 0 of this batch")]
    [InlineData("+a -a +a +a", 3, "Item 2 of this batch")]
    [InlineData("-a +a +a", 2, "Item 1 of this batch")]
    [InlineData("-old +old +old", 2, "Item 1 of this batch")]
    [InlineData("+old -old +old +old", 3, "Item 2 of this batch")]
    [InlineData("+old", 0, Plain)]
    [InlineData("+old +old", 1, Plain)]
    [InlineData("~old +old", 1, Plain)]
    [InlineData("~old +old +old", 2, Plain)]
    public async Task An_addition_names_the_item_that_adds_the_image(string items, int position, string cause) =>
        AssertCause(await ExecuteAsync(items), position, ErrorCodes.IdExists, cause, "exists already");

    [Theory]
    [InlineData("-old ~old", 1, "Item 0 of this batch")]
    [InlineData("-old -old ~old", 2, "Item 0 of this batch")]
    [InlineData("+a -a ~a", 2, "Item 1 of this batch")]
    [InlineData("-a +a -a ~a", 3, "Item 2 of this batch")]
    [InlineData("+old -old ~old", 2, "Item 1 of this batch")]
    [InlineData("-old +old -old -old ~old", 4, "Item 2 of this batch")]
    [InlineData("~a", 0, Plain)]
    [InlineData("-a ~a", 1, Plain)]
    public async Task An_update_names_the_item_that_deletes_the_image(string items, int position, string cause) =>
        AssertCause(await ExecuteAsync(items), position, ErrorCodes.IdMissing, cause, "There is no image");

    [Fact]
    public async Task A_deletion_that_failed_is_not_named()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var image = new Image { Id = "a", Src = "https://e.org/1" };
        var batch = new ImageBatch().Add(image).Delete("a", ifRevision: 9).Add(image);

        var end = await engine.Operations.SubmitAndWaitAsync("t", batch);

        Assert.Equal([ErrorCodes.RevisionMismatch, ErrorCodes.IdExists], end.Errors.Select(error => error.Code));
        Assert.Contains("Item 0 of this batch", end.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_the_payload_and_of_the_execution_are_counted_together()
    {
        await using var engine = await ImageEngine.StartNewAsync(options: new() { Images = { MaxListEntries = 1 } });
        await engine.Operations.SubmitAndWaitAsync("t", new ImageBatch().Add(new Image { Id = "a", Src = "https://e.org/1", Keywords = ["x"] }));
        var batch = new ImageBatch().Modify(
            new ImageChange { Id = "a", Keywords = ListEdit.Add("y") }, new ImageChange { Id = "a", Keywords = new(["x", "y"]) }, new ImageChange { Id = "a", Title = "t" });

        var end = await engine.Operations.SubmitAndWaitAsync("t", batch, new() { Subset = true });

        Assert.Equal([new ErrorCount(ErrorCodes.TooMany, "keywords", 2)], end.ErrorCounts);
        Assert.Equal((OperationState.Partial, 2), (end.State, end.Bad));
    }

    [Fact]
    public async Task An_item_of_another_operation_of_the_same_group_is_not_named()
    {
        var store = new PausedStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("x", "a"));
        var second = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        store.Resume();

        var end = await engine.Operations.WaitAsync("t", second.Operation.Id, Timeout.InfiniteTimeSpan);

        AssertCause(end!, 0, ErrorCodes.IdExists, Plain, "exists already");
    }

    [Fact]
    public async Task Each_error_of_many_repeated_ids_names_its_own_item()
    {
        const int Ids = 5_000;
        var options = new WesogOptions { Limits = { MaxErrors = Ids } };
        await using var engine = await ImageEngine.StartNewAsync(options: options);
        var ids = Enumerable.Range(0, Ids).Select(i => $"i{i}").ToList();

        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(ids.Concat(ids)));

        Assert.Equal(Ids, end.Bad);
        Assert.All(end.Errors, error => Assert.StartsWith($"Item {error.Position - Ids} of this batch", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Language.Es, "El elemento 0 de este lote")]
    [InlineData(Language.Pt, "O item 0 deste lote")]
    [InlineData(Language.Fr, "L’élément 0 de ce lot")]
    [InlineData(Language.Ru, "Элемент 0 этого пакета")]
    public async Task The_error_text_is_in_the_requested_language(Language language, string begin) =>
        Assert.StartsWith(begin, Assert.Single((await ExecuteAsync("+a +a", language)).Errors).Message, StringComparison.Ordinal);

    private static void AssertCause(Operation end, int position, string code, string cause, string otherText)
    {
        var error = Assert.Single(end.Errors, error => error.Position == position);
        Assert.Equal(code, error.Code);
        Assert.StartsWith(cause, error.Message, StringComparison.Ordinal);
        Assert.Equal(cause.Length == 0, error.Message.Contains(otherText, StringComparison.Ordinal));
    }

    private static async Task<Operation> ExecuteAsync(string items, Language language = Language.En)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("old"));
        var batch = new ImageBatch(items.Split(' ').Select(ItemOf));
        return await engine.Operations.SubmitAndWaitAsync("t", batch, new() { TextLanguage = language });
    }

    private static ImageItem ItemOf(string item) => item[0] switch
    {
        '+' => new ImageItem.Add(TestBatches.Image(item[1..])),
        '-' => new ImageItem.Delete(item[1..]),
        _ => new ImageItem.Modify(new ImageChange { Id = item[1..], Title = "t" }),
    };
}
