using System.Buffers;

namespace Wesog.Images;

/// <summary>Applies a modification to an image. Both are canonical JSON, so their members have the same order.</summary>
internal static class ImageMerger
{
    /// <summary>Returns the image with the members of the change. A null clears a member.</summary>
    public static byte[] Merge(ReadOnlySpan<byte> image, ReadOnlySpan<byte> change)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(image.Length + change.Length);
        try
        {
            var length = Merge(new CanonicalMembers(image), new CanonicalMembers(change), scratch);
            return scratch.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static int Merge(CanonicalMembers image, CanonicalMembers change, Span<byte> target)
    {
        var length = 0;
        var (hasOld, hasNew) = (image.MoveNext(), change.MoveNext());
        while (hasOld || hasNew)
        {
            if (hasOld && (!hasNew || image.Member.Index < change.Member.Index))
            {
                length = Append(target, length, image.Piece);
                hasOld = image.MoveNext();
                continue;
            }

            if (hasOld && image.Member == change.Member)
            {
                hasOld = image.MoveNext();
            }

            if (!change.IsNull)
            {
                length = Append(target, length, change.Piece);
            }

            hasNew = change.MoveNext();
        }

        target[length] = (byte)'}';
        return length + 1;
    }

    private static int Append(Span<byte> target, int length, ReadOnlySpan<byte> piece)
    {
        target[length] = length == 0 ? (byte)'{' : (byte)',';
        piece.CopyTo(target[(length + 1)..]);
        return length + 1 + piece.Length;
    }
}
