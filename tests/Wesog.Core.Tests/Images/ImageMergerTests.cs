using System.Text;
using System.Text.Json.Nodes;
using Wesog.Core.Tests.Serialization;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Images;

public sealed class ImageMergerTests
{
    [Theory]
    [InlineData("""{"id":"a"}""", """{"id":"a","src":"s","title":"t","keywords":["k"]}""")]
    [InlineData("""{"id":"a","src":"x"}""", """{"id":"a","src":"x","title":"t","keywords":["k"]}""")]
    [InlineData("""{"id":"a","title":null}""", """{"id":"a","src":"s","keywords":["k"]}""")]
    [InlineData("""{"id":"a","title":"","keywords":null,"collections":[]}""", """{"id":"a","src":"s","title":"","collections":[]}""")]
    [InlineData("""{"id":"a","url_img_watermark":"w","nsfw":null,"medium":"m"}""", """{"id":"a","src":"s","url_img_watermark":"w","title":"t","medium":"m","keywords":["k"]}""")]
    public void Sent_members_change_and_null_clears(string change, string expected) => Assert.Equal(
        expected,
        Merge("""{"id":"a","src":"s","title":"t","keywords":["k"]}""", change));

    [Fact]
    public void A_merge_equals_setting_and_removing_members()
    {
        const int Seed = 42;
        var random = new Random(Seed);
        for (var i = 0; i < 300; i++)
        {
            var batch = Batches.Encode(new ImageBatch().Add(ImageSamples.Random(random, 1), ImageSamples.Random(random, 1)));
            var image = batch.Items[0].Json;
            var change = JsonNode.Parse(batch.Items[1].Json.Span)!.AsObject();
            foreach (var name in change.Select(member => member.Key).Where(name => name is not ("id" or "src") && random.Next(3) == 0).ToList())
            {
                change[name] = null;
            }

            var expected = JsonNode.Parse(image.Span)!.AsObject();
            foreach (var (name, value) in change)
            {
                expected.Remove(name);
                if (value is not null)
                {
                    expected.Add(name, value.DeepClone());
                }
            }

            var merged = Merge(Encoding.UTF8.GetString(image.Span), change.ToJsonString());
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(merged)), $"seed {Seed}, case {i}");
        }
    }

    [Theory]
    [InlineData("""["k","a","k"]""", """{"remove":["k"],"add":["b","a","b"]}""", """["a","b"]""")]
    [InlineData("""["k"]""", """{"remove":["k"],"add":[]}""", "[]")]
    [InlineData("""["k"]""", """{"remove":["x"],"add":["k"]}""", """["k"]""")]
    [InlineData("""["k"]""", """{"remove":["k"],"add":["k"]}""", """["k"]""")]
    [InlineData("""["\u0001","\"]","é"]""", """{"remove":["\"]"],"add":["[\""]}""", """["\u0001","é","[\""]""")]
    [InlineData("[]", """{"remove":[],"add":[]}""", "[]")]
    [InlineData(null, """{"remove":["k"],"add":["a","a"]}""", """["a"]""")]
    [InlineData(null, """{"remove":["k"],"add":[]}""", null)]
    public void The_edit_of_a_list_removes_then_appends_what_is_missing(string? list, string edit, string? expected)
    {
        static string Image(string? list) => list is null ? """{"id":"a","src":"s","medium":"m","collections":["c"]}""" : $$"""{"id":"a","src":"s","medium":"m","keywords":{{list}},"collections":["c"]}""";
        Assert.Equal(Image(expected), Merge(Image(list), $$"""{"id":"a","keywords":{{edit}}}"""));
    }

    [Fact]
    public void An_edit_that_makes_a_list_too_long_names_the_list_and_its_length()
    {
        var image = """{"id":"a","src":"s","keywords":["a","b"]}"""u8.ToArray();
        var overflow = ImageMerger.TryMerge(image, """{"id":"a","keywords":{"remove":["a"],"add":["c","d"]}}"""u8.ToArray(), maxListEntries: 2, out var merged);
        Assert.Equal(new(ImageMember.Keywords, 3), overflow);
        Assert.True(merged.IsEmpty);
        Assert.Null(ImageMerger.TryMerge(image, """{"id":"a","keywords":{"remove":["a"],"add":["c"]}}"""u8.ToArray(), maxListEntries: 2, out _));
    }

    private static string Merge(string image, string change)
    {
        Assert.Null(ImageMerger.TryMerge(Encoding.UTF8.GetBytes(image), Encoding.UTF8.GetBytes(change), maxListEntries: 1_000, out var merged));
        return Encoding.UTF8.GetString(merged.Span);
    }
}
