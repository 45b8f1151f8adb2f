using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

public sealed class RejectionDigestTests
{
    private static readonly SubmitOptions Keyed = new() { Subset = true, IdempotencyKey = "k" };

    [Theory]
    [InlineData("""{"id":"a","src":"x","keywords":[1,"b"]}""", """ {"keywords":[ 1, "\u0062" ] , "src":"\u0078","id":"a"} """)]
    [InlineData("""{"id":"a","src":"x"}""", """{"id":"a","src":"x","title":null,"revision":3,"lang":null}""")]
    [InlineData("""{"id":"a","src":"x","titel":{"b":1,"a":[2]}}""", """{"id":"a","src":"x","titel":{"a":[2],"b":1}}""")]
    [InlineData("\"a\"", "\"\\u0061\"")]
    public async Task Equal_meanings_give_equal_digests(string one, string other) =>
        Assert.Equal(await DigestAsync($"[{one}]"), await DigestAsync($"[{other}]"));

    [Theory]
    [InlineData("""{"id":"a","src":"x"}""", """{"id":"b","src":"x"}""")]
    [InlineData("""{"id":"a","src":"x"}""", """{"id":"a","src":"y"}""")]
    [InlineData("""{"id":"a","src":"x"}""", """{"id":"a","src":"x","titel":null,"x":1}""")]
    [InlineData("""{"id":"a","src":"x","keywords":["a","b"]}""", """{"id":"a","src":"x","keywords":["b","a"]}""")]
    [InlineData("""{"id":"a","src":"x","keywords":["ab"]}""", """{"id":"a","src":"x","keywords":["a","b"]}""")]
    [InlineData("""{"id":"a","src":"\ud800"}""", """{"id":"a","src":"\ud801"}""")]
    [InlineData("""{"id":"a","src":"\ud800"}""", """{"id":"a","src":"\ufffd"}""")]
    [InlineData("1", "\"1\"")]
    [InlineData("[]", "{}")]
    [InlineData("[1,2]", "[12]")]
    public async Task Other_meanings_give_other_digests(string one, string other) =>
        Assert.NotEqual(await DigestAsync($"[{one}]"), await DigestAsync($"[{other}]"));

    [Fact]
    public async Task The_position_and_the_method_count()
    {
        const string Good = """{"id":"a","src":"http://a/"}""";
        Assert.NotEqual(await DigestAsync($"[1,{Good}]"), await DigestAsync($"[{Good},1]"));
        Assert.NotEqual(
            await DigestAsync("""[{"id":"a","src":"x"}]"""),
            await DigestAsync("""[{"id":"a","src":"x"}]""", BatchForm.Array(ItemMethod.Replace)));
    }

    [Fact]
    public async Task The_form_of_the_body_does_not()
    {
        const string Item = """{"id":"a","src":"x","keywords":["\ud800"]}""";
        var expected = await DigestAsync($"[{Item}]");
        Assert.Equal(expected, await DigestAsync(Item, BatchForm.Lines(ItemMethod.Add)));
        Assert.Equal(expected, await DigestAsync($$"""[{"image":{{Item}},"method":"add"}]""", BatchForm.MixedArray));
        Assert.Equal(expected, await DigestAsync(Item, BatchForm.One(ItemMethod.Add, "a")));
        Assert.Equal(expected, await DigestAsync("""{"src":"x","keywords":["\ud800"]}""", BatchForm.One(ItemMethod.Add, "a")));
        Assert.NotEqual(expected, await DigestAsync("""{"src":"x","keywords":["\ud800"]}""", BatchForm.One(ItemMethod.Add, "b")));
        Assert.Equal(expected, DigestOf(Batches.Encode(new ImageBatch().Add(new Image { Id = "a", Src = "x", Keywords = ["\ud800"] }), submit: Keyed)));
    }

    [Fact]
    public async Task Deletions_and_languages_of_objects_are_hashed_as_in_json()
    {
        var deletes = BatchForm.Array(ItemMethod.Delete);
        var expected = await DigestAsync("""["",{"id":" a"}]""", deletes);
        Assert.Equal(expected, await DigestAsync("""[{"id":""}," a"]""", deletes));
        Assert.Equal(expected, DigestOf(Batches.Encode(new ImageBatch().Delete("", " a"), submit: Keyed)));

        Assert.Equal(
            await DigestAsync("""[{"id":"a","src":"x","lang":"ru"}]"""),
            DigestOf(Batches.Encode(new ImageBatch().Add(new Image { Id = "a", Src = "x", Lang = Language.Ru }), submit: Keyed)));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "k")]
    public async Task Nothing_is_hashed_that_no_key_asks_for(bool subset, string? key)
    {
        var batch = await Batches.ReadAsync("[1]", submit: new SubmitOptions { Subset = subset, IdempotencyKey = key });
        Assert.True(batch.ItemErrors.Digest.IsEmpty);
    }

    [Fact]
    public async Task Nothing_is_hashed_where_nothing_is_faulty() =>
        Assert.Same(ItemErrors.None, (await Batches.ReadAsync("""[{"id":"a","src":"http://a/"}]""", submit: Keyed)).ItemErrors);

    private static async Task<string> DigestAsync(string body, BatchForm? form = null) =>
        DigestOf(await Batches.ReadAsync(body, form, submit: Keyed));

    private static string DigestOf(ValidatedBatch batch)
    {
        Assert.NotEqual(0, batch.ItemErrors.Count);
        Assert.Equal(32, batch.ItemErrors.Digest.Length);
        return Convert.ToHexString(batch.ItemErrors.Digest.Span);
    }
}
