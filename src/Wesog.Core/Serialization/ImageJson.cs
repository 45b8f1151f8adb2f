using System.Buffers;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>Writes stored images as JSON: their members, <c>lang</c>, <c>created_at</c>, <c>updated_at</c> and <c>revision</c>.</summary>
/// <remarks><c>docs/specification.md</c>, section "Images". What is stored is JSON already: its bytes are copied, not written anew.</remarks>
public static class ImageJson
{
    /// <summary>Writes an image as an object, in UTF-8.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="image">What.</param>
    /// <param name="fields">Which members; null for all.</param>
    public static void Write(IBufferWriter<byte> target, StoredImage image, FieldSelection? fields = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(image);
        var stored = image.Json.Span;
        var room = new JsonSpanWriter(target.GetSpan(stored.Length + HeaderJson.MaxLength));
        if (fields is null)
        {
            // All but the closing brace.
            room.Append(stored[..^1]);
        }
        else
        {
            WriteChosen(ref room, stored, fields);
        }

        HeaderJson.Write(ref room, image, fields);
        target.Advance(room.Enclose());
    }

    private static void WriteChosen(ref JsonSpanWriter room, ReadOnlySpan<byte> stored, FieldSelection fields)
    {
        var members = new CanonicalMembers(stored);
        while (members.MoveNext())
        {
            if (fields.Has(members.Member))
            {
                room.Append(","u8);
                room.Append(members.Piece);
            }
        }
    }
}
