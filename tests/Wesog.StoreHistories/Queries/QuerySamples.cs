using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.StoreHistories.Queries;

/// <summary>Stored images for the tests of filters.</summary>
internal static class QuerySamples
{
    public static readonly DateTimeOffset Created = new(2026, 11, 27, 10, 0, 0, 123, TimeSpan.Zero);

    public static readonly StoredImage Boats = Store(
        new Image
        {
            Id = "img-12",
            Src = "http://a/",
            Title = "The Fishing Boats of L'Éstaque",
            Headline = "Straße am Meer",
            Caption = "He said \"stop\"\n at C:\\path, (twice)",
            AltText = "",
            AiGenerated = false,
            ModelRelease = true,
            Date = new ImageDate(1890, 5),
            City = "Washington, D.C.",
            Author = "J. M. W. Turner",
            Keywords = ["old boat", "Sea", "mer du Nord"],
            Categories = [],
            Lang = Language.En,
        },
        revision: 3,
        updated: new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero));

    public static StoredImage Store(Image image, long revision = 1, DateTimeOffset? created = null, DateTimeOffset? updated = null)
    {
        var batch = new BatchEncoder(new WesogOptions()).Encode(new ImageBatch().Add(image), SubmitOptions.Default);
        Assert.Empty(batch.ItemErrors.Errors);
        return new(image.Id, image.Lang ?? Language.Es, revision, created ?? Created, updated ?? created ?? Created, batch.Items[0].Json);
    }
}
