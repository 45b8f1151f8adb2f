using System.Text;
using Wesog.Core.Tests.Serialization;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Images;

public sealed class ImageDecoderTests
{
    [Fact]
    public void Decoding_returns_every_member()
    {
        var image = new Image
        {
            Id = "a",
            Src = "http://src/",
            UrlImgWatermark = "http://watermark/",
            UrlImgThumbnail = "http://thumbnail/",
            Title = "title",
            Headline = "headline",
            Caption = "caption",
            AltText = "alt",
            AiGenerated = true,
            ModelRelease = false,
            PropertyRelease = true,
            Nsfw = false,
            Date = new DateOnly(1, 2, 3),
            Status = "status",
            Location = "location",
            City = "city",
            Country = "country",
            Event = "event",
            Author = "author",
            Provider = "provider",
            Shot = "shot",
            Scene = "scene",
            Technique = "technique",
            Medium = "medium",
            Keywords = ["k", "\n"],
            Categories = ["c"],
            Collections = [],
            Lang = Language.Ru,
        };

        var item = Assert.Single(Batches.Encode(new ImageBatch().Add(image)).Items);
        var stored = new StoredImage("a", Language.Ru, 1, default, default, item.Json);

        Assert.Equal(image, stored.ToImage());
        Assert.Contains("\"date\":\"0001-02-03\"", Encoding.UTF8.GetString(item.Json.Span));
    }
}
