using System.Text;
using Wesog.Images;
using Wesog.Query.Matching;

namespace Wesog.Query.Sorting;

/// <summary>Counts the images that have each value of a facet. Only values with equal bytes are one.</summary>
internal sealed class FacetCounter(ImageFacet facet)
{
    private static readonly byte[][] Languages = [.. LanguageCodes.All.Select(Encoding.ASCII.GetBytes)];

    // The objects of a value in bytes.
    private const int ValueOverhead = 128;

    private readonly Dictionary<byte[], Tally> _tallies = new(Utf8Comparer.Instance);
    private long _images;

    public ImageFacet Facet => facet;

    /// <summary>The memory of the different values in bytes.</summary>
    public long Bytes { get; private set; }

    public void Clear()
    {
        _tallies.Clear();
        Bytes = 0;
    }

    /// <summary>Counts the values of an image. Allocates nothing, unless a value is new.</summary>
    public void Add(ref ImageReader image)
    {
        _images++;
        if (facet.Member == ImageMember.Lang)
        {
            CountValue(Languages[(int)image.Image.Lang]);
        }
        else if (image.TryFind(facet.Member, out var position))
        {
            Add(ref image, position);
        }
    }

    /// <summary>Returns the values with the most images: highest count first, then by code point.</summary>
    /// <param name="limit">The largest number of values.</param>
    public FacetResult Top(int limit) => new(
        facet,
        [
            .. _tallies
                .OrderByDescending(pair => pair.Value.Images)
                .ThenBy(pair => pair.Key, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))
                .Take(limit)
                .Select(pair => new FacetValue(Encoding.UTF8.GetString(pair.Key), pair.Value.Images)),
        ],
        IsTruncated: _tallies.Count > limit);

    private void Add(ref ImageReader image, int position)
    {
        switch (facet.Member.Kind)
        {
            case MemberKind.Flag:
                CountValue(image.ReadFlag(position) ? "true"u8 : "false"u8);
                break;
            case MemberKind.List:
                while (image.MoveToEntry(ref position))
                {
                    CountValue(image.ReadText(ref position));
                }

                break;
            default:
                CountValue(image.ReadText(ref position));
                break;
        }
    }

    // A value that an image has twice counts once.
    private void CountValue(ReadOnlySpan<byte> value)
    {
        var tallies = _tallies.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!tallies.TryGetValue(value, out var tally))
        {
            tally = new();
            tallies[value] = tally;
            Bytes += value.Length + ValueOverhead;
        }

        tally.Images += tally.LastImage == _images ? 0 : 1;
        tally.LastImage = _images;
    }

    private sealed class Tally
    {
        public long Images { get; set; }

        public long LastImage { get; set; }
    }
}
