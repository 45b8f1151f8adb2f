using System.Buffers;

namespace Wesog.Images;

/// <summary>Applies a modification to an image. Both are canonical JSON, so their members have the same order.</summary>
internal static class ImageMerger
{
    /// <summary>Merges the members of the change into the image. A null clears a member, an object is the edit of a list.</summary>
    /// <param name="image">The image.</param>
    /// <param name="change">The change.</param>
    /// <param name="maxListEntries">The most entries of a list after an edit.</param>
    /// <param name="merged">The image with the change; empty if there is an overflow.</param>
    /// <returns>The first list that an edit makes too long; null if there is none.</returns>
    public static ListOverflow? TryMerge(ReadOnlyMemory<byte> image, ReadOnlyMemory<byte> change, int maxListEntries, out ReadOnlyMemory<byte> merged)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(image.Length + change.Length);
        try
        {
            var merge = new Merge(image, change, maxListEntries, scratch);
            var overflow = merge.Run();
            merged = overflow is null ? scratch.AsSpan(0, merge.Length).ToArray() : default;
            return overflow;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private ref struct Merge(ReadOnlyMemory<byte> image, ReadOnlyMemory<byte> change, int maxListEntries, Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        public int Length { get; private set; }

        public ListOverflow? Run()
        {
            var old = new CanonicalMembers(image.Span);
            var changed = new CanonicalMembers(change.Span);
            var (hasOld, hasNew) = (old.MoveNext(), changed.MoveNext());
            while (hasOld || hasNew)
            {
                if (hasOld && (!hasNew || old.Member.Index < changed.Member.Index))
                {
                    Append(old.Piece);
                    hasOld = old.MoveNext();
                    continue;
                }

                var isReplaced = hasOld && old.Member == changed.Member;
                if (changed.IsEdit)
                {
                    var list = isReplaced ? image[old.ValueRange] : default;
                    if (Edit(changed.Label, list, change[changed.ValueRange]) is var count && count > maxListEntries)
                    {
                        return new(changed.Member, count);
                    }
                }
                else if (!changed.IsNull)
                {
                    Append(changed.Piece);
                }

                hasOld = isReplaced ? old.MoveNext() : hasOld;
                hasNew = changed.MoveNext();
            }

            _target[Length++] = (byte)'}';
            return null;
        }

        /// <returns>The number of entries.</returns>
        private int Edit(ReadOnlySpan<byte> label, ReadOnlyMemory<byte> list, ReadOnlyMemory<byte> edit)
        {
            var before = Length;
            Append(label);
            var (length, count) = ListEditor.Write(list, edit, _target[Length..]);
            Length = length == 0 ? before : Length + length;
            return count;
        }

        private void Append(ReadOnlySpan<byte> piece)
        {
            _target[Length] = Length == 0 ? (byte)'{' : (byte)',';
            piece.CopyTo(_target[(Length + 1)..]);
            Length += 1 + piece.Length;
        }
    }
}

/// <summary>A list that an edit makes longer than its limit.</summary>
internal sealed record ListOverflow(ImageMember Member, int Count);
