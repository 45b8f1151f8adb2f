using System.Text;
using Wesog.Serialization;

namespace Wesog.Query.Folding;

/// <summary>
/// Sorts the marks after each character by their combining class, which is the last step of a decomposition. Marks of one class keep their
/// order.
/// </summary>
internal static class MarkOrdering
{
    /// <summary>Sorts the marks of a folded text in place, in linear time.</summary>
    /// <param name="start">Where the text begins in the buffer.</param>
    /// <param name="text">The buffer.</param>
    public static void Sort(int start, PooledBuffer<byte> text)
    {
        var at = start;
        while (at < text.Count)
        {
            var end = EndOfMarks(text.Written, at, out var classes, out var isSorted);
            if (!isSorted)
            {
                SortRun(text.Content[at..end], classes);
            }

            at = Math.Max(end, at + 1);
        }
    }

    // The end of the marks at a position, the set of their ranks, and whether the ranks ascend. Within a character there are no marks.
    private static int EndOfMarks(ReadOnlySpan<byte> text, int at, out uint classes, out bool isSorted)
    {
        (classes, isSorted) = (0, true);
        var last = 0;
        while (at < text.Length && text[at] >= 0x80)
        {
            var order = OrderAt(text[at..], out var length);
            if (order == 0)
            {
                break;
            }

            isSorted &= order >= last;
            classes |= 1u << order;
            (last, at) = (order, at + length);
        }

        return at;
    }

    // One pass for each combining class that occurs, of which there are at most 31.
    private static void SortRun(Span<byte> run, uint classes)
    {
        using var sorted = new PooledBuffer<byte>(run.Length);
        for (var order = 1; classes >> order != 0; order++)
        {
            for (int at = 0, length; (classes & (1u << order)) != 0 && at < run.Length; at += length)
            {
                if (OrderAt(run[at..], out length) == order)
                {
                    sorted.Append(run.Slice(at, length));
                }
            }
        }

        sorted.Written.CopyTo(run);
    }

    private static int OrderAt(ReadOnlySpan<byte> text, out int length)
    {
        var isRune = Rune.DecodeFromUtf8(text, out var rune, out length) == System.Buffers.OperationStatus.Done;
        return isRune ? FoldTable.Instance[rune].MarkOrder : 0;
    }
}
