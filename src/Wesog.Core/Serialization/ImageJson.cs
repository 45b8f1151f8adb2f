using System.Buffers;
using System.Globalization;
using System.Text;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>Writes stored images as JSON: their members, <c>lang</c>, <c>created_at</c>, <c>updated_at</c> and <c>revision</c>.</summary>
/// <remarks><c>docs/specification.md</c>, section "Images". Copies the stored bytes, which are JSON already.</remarks>
public static class ImageJson
{
    // No value of the header is longer than a time in quotation marks.
    private static readonly int MaxHeaderLength =
        ImageMember.All.Skip(ImageMember.Stored.Length).Sum(member => member.Label.Length + WireTime.Length + 2) + 2;

    /// <summary>Writes an image as an object, in UTF-8.</summary>
    /// <param name="target">The target.</param>
    /// <param name="image">The image.</param>
    /// <param name="fields">The members to write; null for all.</param>
    public static void Write(IBufferWriter<byte> target, StoredImage image, FieldSelection? fields = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(image);
        var stored = image.Json.Span;
        var writer = new MemberWriter(target.GetSpan(stored.Length + MaxHeaderLength), fields);
        if (fields is null)
        {
            // Without the closing brace.
            writer.Append(stored[..^1]);
        }
        else
        {
            var members = new CanonicalMembers(stored);
            while (members.MoveNext())
            {
                if (fields.Has(members.Member))
                {
                    writer.Append(","u8);
                    writer.Append(members.Piece);
                }
            }
        }

        WriteHeader(ref writer, image);
        target.Advance(writer.Enclose());
    }

    private static void WriteHeader(ref MemberWriter writer, StoredImage image)
    {
        if (writer.TryBegin(ImageMember.Lang))
        {
            writer.AppendText(image.Lang.ToCode());
        }

        if (writer.TryBegin(ImageMember.CreatedAt))
        {
            writer.AppendTime(image.CreatedAt);
        }

        if (writer.TryBegin(ImageMember.UpdatedAt))
        {
            writer.AppendTime(image.UpdatedAt);
        }

        if (writer.TryBegin(ImageMember.Revision))
        {
            writer.AppendNumber(image.Revision);
        }
    }

    // Writes members, each after a comma, into a span that is long enough.
    private ref struct MemberWriter(Span<byte> bytes, FieldSelection? fields)
    {
        private readonly Span<byte> _bytes = bytes;
        private int _length;

        /// <returns>Whether the member is selected, so that its value must follow.</returns>
        public bool TryBegin(ImageMember member)
        {
            var isSelected = fields is null || fields.Has(member);
            if (isSelected)
            {
                Append(member.Label);
            }

            return isSelected;
        }

        public void Append(ReadOnlySpan<byte> json)
        {
            json.CopyTo(_bytes[_length..]);
            _length += json.Length;
        }

        public void AppendText(string text)
        {
            Append("\""u8);
            _length += Encoding.UTF8.GetBytes(text, _bytes[_length..]);
            Append("\""u8);
        }

        public void AppendTime(DateTimeOffset time)
        {
            Append("\""u8);
            WireTime.Write(time, _bytes[_length..]);
            _length += WireTime.Length;
            Append("\""u8);
        }

        public void AppendNumber(long number)
        {
            number.TryFormat(_bytes[_length..], out var written, default, CultureInfo.InvariantCulture);
            _length += written;
        }

        /// <summary>Replaces the first comma by the opening brace and adds the closing brace.</summary>
        /// <returns>The number of bytes.</returns>
        public int Enclose()
        {
            _bytes[0] = (byte)'{';
            _length = Math.Max(_length, 1);
            Append("}"u8);
            return _length;
        }
    }
}
