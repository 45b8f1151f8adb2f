using Wesog.Images;
using Wesog.Query.Formulas;

namespace Wesog.Query;

public abstract partial record ImageFilter
{
    /// <summary>The field <c>id</c>.</summary>
    public static IdField Id { get; } = new(ImageMember.Id);

    /// <summary>The field <c>title</c>.</summary>
    public static TextField Title { get; } = new(ImageMember.Title);

    /// <summary>The field <c>headline</c>.</summary>
    public static TextField Headline { get; } = new(ImageMember.Headline);

    /// <summary>The field <c>caption</c>.</summary>
    public static TextField Caption { get; } = new(ImageMember.Caption);

    /// <summary>The field <c>alt_text</c>.</summary>
    public static TextField AltText { get; } = new(ImageMember.AltText);

    /// <summary>The field <c>ai_generated</c>.</summary>
    public static FlagField AiGenerated { get; } = new(ImageMember.AiGenerated);

    /// <summary>The field <c>model_release</c>.</summary>
    public static FlagField ModelRelease { get; } = new(ImageMember.ModelRelease);

    /// <summary>The field <c>property_release</c>.</summary>
    public static FlagField PropertyRelease { get; } = new(ImageMember.PropertyRelease);

    /// <summary>The field <c>nsfw</c>.</summary>
    public static FlagField Nsfw { get; } = new(ImageMember.Nsfw);

    /// <summary>The field <c>date</c>.</summary>
    public static DateField Date { get; } = new(ImageMember.Date);

    /// <summary>The field <c>status</c>.</summary>
    public static TextField Status { get; } = new(ImageMember.Status);

    /// <summary>The field <c>location</c>.</summary>
    public static TextField Location { get; } = new(ImageMember.Location);

    /// <summary>The field <c>city</c>.</summary>
    public static TextField City { get; } = new(ImageMember.City);

    /// <summary>The field <c>country</c>.</summary>
    public static TextField Country { get; } = new(ImageMember.Country);

    /// <summary>The field <c>event</c>.</summary>
    public static TextField Event { get; } = new(ImageMember.Event);

    /// <summary>The field <c>author</c>.</summary>
    public static TextField Author { get; } = new(ImageMember.Author);

    /// <summary>The field <c>provider</c>.</summary>
    public static TextField Provider { get; } = new(ImageMember.Provider);

    /// <summary>The field <c>shot</c>.</summary>
    public static TextField Shot { get; } = new(ImageMember.Shot);

    /// <summary>The field <c>scene</c>.</summary>
    public static TextField Scene { get; } = new(ImageMember.Scene);

    /// <summary>The field <c>technique</c>.</summary>
    public static TextField Technique { get; } = new(ImageMember.Technique);

    /// <summary>The field <c>medium</c>.</summary>
    public static TextField Medium { get; } = new(ImageMember.Medium);

    /// <summary>The field <c>keywords</c>.</summary>
    public static ListField Keywords { get; } = new(ImageMember.Keywords);

    /// <summary>The field <c>categories</c>.</summary>
    public static ListField Categories { get; } = new(ImageMember.Categories);

    /// <summary>The field <c>collections</c>.</summary>
    public static ListField Collections { get; } = new(ImageMember.Collections);

    /// <summary>The field <c>lang</c>.</summary>
    public static LanguageField Lang { get; } = new(ImageMember.Lang);

    /// <summary>The field <c>created_at</c>.</summary>
    public static TimeField CreatedAt { get; } = new(ImageMember.CreatedAt);

    /// <summary>The field <c>updated_at</c>.</summary>
    public static TimeField UpdatedAt { get; } = new(ImageMember.UpdatedAt);

    /// <summary>The field <c>revision</c>.</summary>
    public static NumberField Revision { get; } = new(ImageMember.Revision);

    /// <summary>
    /// The field <c>text</c>: title, headline, caption, alt_text, keywords, categories, collections, location, city, country, event and author,
    /// together.
    /// </summary>
    public static WordsField Text { get; } = new("text");

    /// <summary>Selects the images in which all of the named members have a value: <c>has=title,keywords</c>.</summary>
    /// <param name="members">Names of fields of the formula language, at least one; those of URLs, too. <c>""</c> and <c>[]</c> are values.</param>
    /// <exception cref="ArgumentException">No name is given, or one is unknown.</exception>
    public static ImageFilter HasAll(params ReadOnlySpan<string> members) => CreateHas(FilterOperator.Equal, members);

    /// <summary>Selects the images in which at least one of the named members has a value: <c>has:title,keywords</c>.</summary>
    /// <inheritdoc cref="HasAll"/>
    public static ImageFilter HasAny(params ReadOnlySpan<string> members) => CreateHas(FilterOperator.OneOf, members);

    private static Condition CreateHas(FilterOperator comparison, ReadOnlySpan<string> members) =>
        ConditionFactory.Create(FilterField.Find("has")!, comparison, members);
}
