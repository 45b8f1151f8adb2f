using Wesog.Core.Tests.Serialization;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;

namespace Wesog.Core.Tests.Limits;

/// <summary>Batches that take an exact number of bytes in the store in memory.</summary>
internal static class SizedBatch
{
    private const int LongestCaption = 9_000;

    private static readonly long _oneItem = Measure(Of([1]));
    private static readonly long _eachItem = Measure(Of([1, 1])) - _oneItem;

    /// <summary>The fewest bytes that a batch takes.</summary>
    public static long Least => _oneItem;

    public static ImageBatch OfBytes(long bytes)
    {
        var more = bytes - (_oneItem - _eachItem);
        var count = Math.Max(1, more / (_eachItem + LongestCaption));
        var letters = more - (count * (_eachItem - 1));
        var batch = Of([.. Enumerable.Range(0, (int)count).Select(i => (int)((letters / count) + (i < letters % count ? 1 : 0)))]);
        Assert.Equal(bytes, Measure(batch));
        return batch;
    }

    private static ImageBatch Of(int[] captions) => new ImageBatch().Add(
        captions.Select((letters, i) => new Image { Id = $"{i:D8}", Src = "http://a/", Caption = new string('c', letters) }));

    private static long Measure(ImageBatch batch)
    {
        var encoded = Batches.Encode(batch);
        Assert.Empty(encoded.Faults());
        return UnfinishedOperation.Measure(new(encoded.Items, encoded.ItemErrors, Language.En));
    }
}
