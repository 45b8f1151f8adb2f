using Wesog.Images;

namespace Wesog.Query.Sorting;

/// <summary>A member whose values can be counted.</summary>
internal sealed class ImageFacet
{
    private static readonly ImageFacet[] All =
    [
        .. new[]
        {
            ImageMember.AiGenerated, ImageMember.ModelRelease, ImageMember.PropertyRelease, ImageMember.Nsfw, ImageMember.Status,
            ImageMember.Location, ImageMember.City, ImageMember.Country, ImageMember.Event, ImageMember.Author, ImageMember.Provider,
            ImageMember.Shot, ImageMember.Scene, ImageMember.Technique, ImageMember.Medium, ImageMember.Keywords, ImageMember.Categories,
            ImageMember.Collections, ImageMember.Lang,
        }.Select(member => new ImageFacet(member)),
    ];

    private ImageFacet(ImageMember member) => Member = member;

    /// <summary>The names of all facets.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(facet => facet.Member.Name)];

    public ImageMember Member { get; }

    /// <summary>Returns the facet with a name; null if there is none. Case counts.</summary>
    public static ImageFacet? Find(string name) => Array.Find(All, facet => facet.Member.Name == name);

    /// <summary>Returns the distinct values of an image, in UTF-8, as stored; <c>true</c> and <c>false</c> for a boolean.</summary>
    public IReadOnlyList<byte[]> ValuesOf(StoredImage image)
    {
        var counter = new FacetCounter(this);
        counter.Add(image);
        return [.. counter.Top(int.MaxValue).Select(value => value.Value)];
    }
}
