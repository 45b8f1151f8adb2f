using Wesog.Images;

namespace Wesog.Query;

/// <summary>A member whose values a query can count.</summary>
public sealed class ImageFacet
{
    // Before the properties, which add themselves.
    private static readonly List<ImageFacet> Rows = [];

    private ImageFacet(ImageMember member) => Member = member;

    /// <summary>The values of <c>ai_generated</c>.</summary>
    public static ImageFacet AiGenerated { get; } = Define(ImageMember.AiGenerated);

    /// <summary>The values of <c>model_release</c>.</summary>
    public static ImageFacet ModelRelease { get; } = Define(ImageMember.ModelRelease);

    /// <summary>The values of <c>property_release</c>.</summary>
    public static ImageFacet PropertyRelease { get; } = Define(ImageMember.PropertyRelease);

    /// <summary>The values of <c>nsfw</c>.</summary>
    public static ImageFacet Nsfw { get; } = Define(ImageMember.Nsfw);

    /// <summary>The values of <c>status</c>.</summary>
    public static ImageFacet Status { get; } = Define(ImageMember.Status);

    /// <summary>The values of <c>location</c>.</summary>
    public static ImageFacet Location { get; } = Define(ImageMember.Location);

    /// <summary>The values of <c>city</c>.</summary>
    public static ImageFacet City { get; } = Define(ImageMember.City);

    /// <summary>The values of <c>country</c>.</summary>
    public static ImageFacet Country { get; } = Define(ImageMember.Country);

    /// <summary>The values of <c>event</c>.</summary>
    public static ImageFacet Event { get; } = Define(ImageMember.Event);

    /// <summary>The values of <c>author</c>.</summary>
    public static ImageFacet Author { get; } = Define(ImageMember.Author);

    /// <summary>The values of <c>provider</c>.</summary>
    public static ImageFacet Provider { get; } = Define(ImageMember.Provider);

    /// <summary>The values of <c>shot</c>.</summary>
    public static ImageFacet Shot { get; } = Define(ImageMember.Shot);

    /// <summary>The values of <c>scene</c>.</summary>
    public static ImageFacet Scene { get; } = Define(ImageMember.Scene);

    /// <summary>The values of <c>technique</c>.</summary>
    public static ImageFacet Technique { get; } = Define(ImageMember.Technique);

    /// <summary>The values of <c>medium</c>.</summary>
    public static ImageFacet Medium { get; } = Define(ImageMember.Medium);

    /// <summary>The values of <c>keywords</c>.</summary>
    public static ImageFacet Keywords { get; } = Define(ImageMember.Keywords);

    /// <summary>The values of <c>categories</c>.</summary>
    public static ImageFacet Categories { get; } = Define(ImageMember.Categories);

    /// <summary>The values of <c>collections</c>.</summary>
    public static ImageFacet Collections { get; } = Define(ImageMember.Collections);

    /// <summary>The values of <c>lang</c>.</summary>
    public static ImageFacet Lang { get; } = Define(ImageMember.Lang);

    /// <summary>All facets.</summary>
    public static IReadOnlyList<ImageFacet> All { get; } = Rows.AsReadOnly();

    /// <summary>The name of the member, such as <c>keywords</c>.</summary>
    public string Name => Member.Name;

    /// <summary>Whether the values are <c>true</c> and <c>false</c>.</summary>
    public bool IsFlag => Member.Kind == MemberKind.Flag;

    internal ImageMember Member { get; }

    /// <summary>Returns the facet with a name; null if there is none. Case counts.</summary>
    /// <param name="name">The name, such as <c>keywords</c>.</param>
    public static ImageFacet? Find(string name) => Rows.Find(facet => facet.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ImageFacet Define(ImageMember member)
    {
        var facet = new ImageFacet(member);
        Rows.Add(facet);
        return facet;
    }
}
