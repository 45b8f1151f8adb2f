using System.Text;
using Wesog.Images;
using Wesog.Query.Matching;

namespace Wesog.Query.Sorting;

/// <summary>Counts the images that have each value of a facet. Only values with equal bytes are one. Not thread-safe.</summary>
internal sealed class FacetCounter(ImageFacet facet)
{
    private static readonly byte[][] Languages = [.. LanguageCodes.All.Select(Encoding.ASCII.GetBytes)];

    private readonly Dictionary<byte[], Tally> _tallies = new(Utf8Comparer.Instance);
    private readonly ReaderBuffers _buffers = new();
    private long _images;

    /// <summary>The number of distinct values.</summary>
    public int Count => _tallies.Count;

    /// <summary>Counts the values of an image. Allocates nothing, unless a value is new.</summary>
    public void Add(StoredImage image)
    {
        _images++;
        if (facet.Member == ImageMember.Lang)
        {
            CountValue(Languages[(int)image.Lang]);
            return;
        }

        var reader = new ImageReader(image, _buffers);
        if (reader.TryFind(facet.Member, out var position))
        {
            Add(ref reader, position);
        }

        reader.Dispose();
    }

    /// <summary>Returns the values with the most images: highest count first, then by code point.</summary>
    /// <param name="limit">The largest number of values.</param>
    public IReadOnlyList<FacetValue> Top(int limit) =>
    [
        .. _tallies.Select(pair => new FacetValue(pair.Key, pair.Value.Images))
            .OrderByDescending(value => value.Images)
            .ThenBy(value => value.Value, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))
            .Take(limit),
    ];

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

/// <summary>A value of a facet.</summary>
/// <param name="Value">The value, in UTF-8; <c>true</c> or <c>false</c> for a boolean.</param>
/// <param name="Images">The number of images that have it.</param>
internal readonly record struct FacetValue(byte[] Value, long Images);
