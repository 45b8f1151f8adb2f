using Microsoft.OpenApi;
using Wesog.Images;

namespace Wesog.AspNetCore.OpenApi.Schemas;

/// <summary>Images as they are written, changed, named and read. <c>docs/specification.md</c>, sections "Images" and "HTTP".</summary>
internal static class ImageSchemas
{
    public static void AddTo(ApiDraft draft)
    {
        draft.Define("ImageId", ImageMembers.Id(draft.Images));
        draft.Define("Image", Written(
            draft,
            "An image to add, or to put in another's place. A member that is absent or `null` has no value.",
            Whole(draft),
            "id", "src"));
        draft.Define("ImageById", Written(
            draft, "An image whose id is in the path; the body may repeat it, but not name another.", Whole(draft), "src"));
        draft.Define("ImageChange", Written(
            draft, "A change of one image: the members sent change, `null` clears one, absent members stay.", Changes(draft), "id"));
        draft.Define("ImageChangeById", Written(
            draft, "A change of the image whose id is in the path; the body may repeat it, but not name another.", Changes(draft)));
        draft.Define("ImageReference", Written(draft, "Names an image to delete.", [Id(draft), .. Ignored()], "id"));
        draft.Define("DeleteItem", new OpenApiSchema
        {
            Description = "Names an image to delete: an object with its id, or just the id. One array may mix both.",
            OneOf = [draft.Schema("ImageReference"), draft.Schema("ImageId")],
        });
        draft.Define("StoredImage", SchemaFactory.Object(
            "An image as it is kept. Members without a value are left out; with `fields`, so are those not named.", Kept(draft)));
        draft.Define("ImagePage", SchemaFactory.Object(
            "A page of images, of one snapshot.",
            [
                new("results", SchemaFactory.List("The images of this page, ordered by id.", draft.Schema("StoredImage"))),
                new("count", SchemaFactory.Integer("All your images, not just those of this page.", "int64", "0")),
            ],
            "results", "count"));
    }

    private static OpenApiSchema Written(
        ApiDraft draft,
        string description,
        IEnumerable<KeyValuePair<string, IOpenApiSchema>> members,
        params IEnumerable<string> required) =>
        SchemaFactory.Object(description, members, required).Closed(!draft.Images.IgnoreUnknownMembers);

    private static IEnumerable<KeyValuePair<string, IOpenApiSchema>> Whole(ApiDraft draft) => Writable(
        draft, SchemaFactory.Choice("The language of this image's metadata, which overrules the parameter `lang`.", LanguageCodes.All).OrNull());

    private static IEnumerable<KeyValuePair<string, IOpenApiSchema>> Changes(ApiDraft draft) => Writable(
        draft, SchemaFactory.Choice("The language of the image's metadata. It cannot be cleared.", LanguageCodes.All));

    private static IEnumerable<KeyValuePair<string, IOpenApiSchema>> Writable(ApiDraft draft, OpenApiSchema lang) =>
    [
        Id(draft),
        .. ImageMembers.Values(draft.Images).Select(
            member => Member(member.Name, member.Name == "src" ? member.Schema : member.Schema.OrNull())),
        Member("lang", lang),
        .. Ignored(),
    ];

    private static IEnumerable<KeyValuePair<string, IOpenApiSchema>> Kept(ApiDraft draft) =>
    [
        Id(draft),
        .. ImageMembers.Values(draft.Images).Select(member => Member(member.Name, member.Schema)),
        Member("lang", SchemaFactory.Choice("The language of the image's metadata.", LanguageCodes.All)),
        Member("created_at", ReadOnly(SchemaFactory.Time("When the image was added: UTC, to the millisecond."))),
        Member("updated_at", ReadOnly(SchemaFactory.Time("When it was last written: UTC, to the millisecond."))),
        Member("revision", ReadOnly(SchemaFactory.Integer("1 for a new image, one more for each operation that wrote it since.", "int64", "1"))),
    ];

    // What was read can be changed and sent back as it is: these may be there, with any value at all.
    private static IEnumerable<KeyValuePair<string, IOpenApiSchema>> Ignored() => ImageMembers.ReadOnlyNames.Select(
        name => Member(name, ReadOnly(new OpenApiSchema { Description = "Kept by the engine: ignored when sent." })));

    private static KeyValuePair<string, IOpenApiSchema> Id(ApiDraft draft) => Member("id", ImageMembers.Id(draft.Images));

    private static OpenApiSchema ReadOnly(OpenApiSchema schema)
    {
        schema.ReadOnly = true;
        return schema;
    }

    private static KeyValuePair<string, IOpenApiSchema> Member(string name, IOpenApiSchema schema) => new(name, schema);
}
