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
        Encoding.UTF8.GetString(ImageMerger.Merge("""{"id":"a","src":"s","title":"t","keywords":["k"]}"""u8, Encoding.UTF8.GetBytes(change))));

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

            var merged = ImageMerger.Merge(image.Span, Encoding.UTF8.GetBytes(change.ToJsonString()));
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(merged)), $"seed {Seed}, case {i}");
        }
    }
}
