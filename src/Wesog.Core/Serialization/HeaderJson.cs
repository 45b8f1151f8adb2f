using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>Writes the members of a stored image that stand in its header, each behind a comma.</summary>
internal static class HeaderJson
{
    private static readonly ImageMember[] Members = [.. ImageMember.All.Skip(ImageMember.Stored.Length)];

    /// <summary>The most bytes that they take, with the braces of the object: no value is longer than a time in quotes.</summary>
    public static readonly int MaxLength = Members.Sum(member => member.Label.Length + WireTime.Length + 2) + 2;

    public static void Write(ref JsonSpanWriter room, StoredImage image, FieldSelection? fields)
    {
        if (Has(fields, ImageMember.Lang))
        {
            room.Append(ImageMember.Lang.Label);
            room.AppendText(image.Lang.ToCode());
        }

        if (Has(fields, ImageMember.CreatedAt))
        {
            room.Append(ImageMember.CreatedAt.Label);
            room.AppendTime(image.CreatedAt);
        }

        if (Has(fields, ImageMember.UpdatedAt))
        {
            room.Append(ImageMember.UpdatedAt.Label);
            room.AppendTime(image.UpdatedAt);
        }

        if (Has(fields, ImageMember.Revision))
        {
            room.Append(ImageMember.Revision.Label);
            room.AppendNumber(image.Revision);
        }
    }

    private static bool Has(FieldSelection? fields, ImageMember member) => fields is null || fields.Has(member);
}
