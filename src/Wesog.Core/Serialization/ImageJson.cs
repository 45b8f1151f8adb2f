using System.Text.Json;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>Writes stored images as JSON: their members, <c>lang</c>, <c>created_at</c>, <c>updated_at</c> and <c>revision</c>.</summary>
/// <remarks>Contract, section 2.</remarks>
public static class ImageJson
{
    /// <summary>Writes an image as an object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="image">What.</param>
    /// <param name="fields">Which members; null for all.</param>
    public static void Write(Utf8JsonWriter writer, StoredImage image, FieldSelection? fields = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(image);
        writer.WriteStartObject();
        WriteStored(writer, image, fields);
        WriteHeader(writer, image, fields);
        writer.WriteEndObject();
    }

    private static void WriteStored(Utf8JsonWriter writer, StoredImage image, FieldSelection? fields)
    {
        var members = new CanonicalMembers(image.Json.Span);
        while (members.MoveNext())
        {
            if (IsChosen(members.Member, fields))
            {
                writer.WritePropertyName(members.Member.EncodedName);
                writer.WriteRawValue(members.Value, skipInputValidation: true);
            }
        }
    }

    private static void WriteHeader(Utf8JsonWriter writer, StoredImage image, FieldSelection? fields)
    {
        if (IsChosen(ImageMember.Lang, fields))
        {
            writer.WriteString(ImageMember.Lang.EncodedName, image.Lang.ToCode());
        }

        if (IsChosen(ImageMember.CreatedAt, fields))
        {
            writer.WriteString(ImageMember.CreatedAt.EncodedName, WireTime.ToText(image.CreatedAt));
        }

        if (IsChosen(ImageMember.UpdatedAt, fields))
        {
            writer.WriteString(ImageMember.UpdatedAt.EncodedName, WireTime.ToText(image.UpdatedAt));
        }

        if (IsChosen(ImageMember.Revision, fields))
        {
            writer.WriteNumber(ImageMember.Revision.EncodedName, image.Revision);
        }
    }

    private static bool IsChosen(ImageMember member, FieldSelection? fields) => fields is null || fields.Has(member);
}
