using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

public sealed class InvalidItemsHashTests
{
    private static readonly SubmitOptions Keyed = new() { Subset = true, IdempotencyKey = "k" };

    [Theory]
    [InlineData("""{"id":"a","src":"x","keywords":[1,"b"]}""", """ { "id":"\u0061", "src":"\u0078" , "keywords":[ 1, "b" ]} """)]
    [InlineData("\"a\"", "\"\\u0061\"")]
    public async Task White_space_and_escapes_do_not_change_the_hash(string one, string other) =>
        Assert.Equal(await HashAsync($"[{one}]"), await HashAsync($"[{other}]"));

    [Theory]
    [InlineData("""{"id":"a","src":"x"}""", """{"id":"b","src":"x"}""")]
    [InlineData("""{"id":"a","src":"x"}""", """{"src":"x","id":"a"}""")]
    [InlineData("""{"id":"a","src":"x"}""", """{"id":"a","src":"x","title":null}""")]
    [InlineData("""{"id":"a","src":"x","keywords":["ab"]}""", """{"id":"a","src":"x","keywords":["a","b"]}""")]
    [InlineData("""{"id":"a","src":"\ud800"}""", """{"id":"a","src":"\ud801"}""")]
    [InlineData("""{"id":"a","src":"\ud800"}""", """{"id":"a","src":"\ufffd"}""")]
    [InlineData("1", "\"1\"")]
    [InlineData("[]", "{}")]
    [InlineData("[1,2]", "[12]")]
    [InlineData("[true]", "[false]")]
    public async Task Any_other_difference_of_an_item_changes_the_hash(string one, string other) =>
        Assert.NotEqual(await HashAsync($"[{one}]"), await HashAsync($"[{other}]"));

    [Fact]
    public async Task The_position_the_method_and_the_id_in_the_path_change_the_hash()
    {
        const string Good = """{"id":"a","src":"http://a/"}""";
        const string Bad = """{"src":"x"}""";
        Assert.NotEqual(await HashAsync($"[1,{Good}]"), await HashAsync($"[{Good},1]"));
        Assert.NotEqual(await HashAsync($"[{Bad}]"), await HashAsync($"[{Bad}]", BatchForm.Array(ItemMethod.Replace)));
        Assert.NotEqual(await HashAsync(Bad, BatchForm.One(ItemMethod.Add, "a")), await HashAsync(Bad, BatchForm.One(ItemMethod.Add, "b")));
    }

    [Fact]
    public async Task An_array_and_lines_have_the_same_hash()
    {
        const string Item = """{"id":"a","src":"x","keywords":["\ud800"]}""";
        const string Mixed = """{"image":{"id":"a","src":"x"},"method":"add"}""";
        Assert.Equal(await HashAsync($"[{Item}]"), await HashAsync(Item, BatchForm.Lines(ItemMethod.Add)));
        Assert.Equal(await HashAsync($"[{Mixed}]", BatchForm.MixedArray), await HashAsync(Mixed, BatchForm.MixedLines));
    }

    [Fact]
    public void Equal_objects_have_equal_hashes_and_different_objects_have_different_ones()
    {
        Assert.Equal(HashOf(Bad("\ud800")), HashOf(Bad("\ud800")));
        Assert.NotEqual(HashOf(Bad("\ud800")), HashOf(Bad("\ud801")));
        Assert.NotEqual(HashOf(new ImageBatch().Delete("", " a")), HashOf(new ImageBatch().Delete(" a", "")));

        static ImageBatch Bad(string keyword) => new ImageBatch().Add(new Image { Id = "a", Src = "x", Keywords = [keyword], Lang = Language.Ru });
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "k")]
    public async Task A_batch_without_key_or_subset_has_no_hash(bool subset, string? key)
    {
        var batch = await Batches.ReadAsync("[1]", submit: new SubmitOptions { Subset = subset, IdempotencyKey = key });
        Assert.True(batch.ItemErrors.Digest.IsEmpty);
    }

    [Fact]
    public async Task A_batch_without_errors_has_no_hash() =>
        Assert.Same(ItemErrors.None, (await Batches.ReadAsync("""[{"id":"a","src":"http://a/"}]""", submit: Keyed)).ItemErrors);

    private static string HashOf(ImageBatch batch) => HashOf(Batches.Encode(batch, submit: Keyed));

    private static async Task<string> HashAsync(string body, BatchForm? form = null) =>
        HashOf(await Batches.ReadAsync(body, form, submit: Keyed));

    private static string HashOf(ValidatedBatch batch)
    {
        Assert.NotEqual(0, batch.ItemErrors.Count);
        Assert.Equal(32, batch.ItemErrors.Digest.Length);
        return Convert.ToHexString(batch.ItemErrors.Digest.Span);
    }
}
