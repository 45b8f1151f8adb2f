using Wesog.Core.Tests.Serialization;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Core.Tests.Limits;

/// <summary>Batches of an exact size as computed by <see cref="PayloadCodec.Measure"/>.</summary>
internal static class SizedBatch
{
    private const int LongestCaption = 9_000;

    /// <summary>The size of the smallest batch.</summary>
    public static long MinBytes { get; } = Measure(Of([1]));

    public static ImageBatch OfBytes(long bytes)
    {
        // Each item adds its caption and about the size of the smallest batch.
        var captions = new int[Math.Max(1, bytes / (LongestCaption + MinBytes))];
        Array.Fill(captions, 1);
        var length = (bytes - Measure(Of(captions))) / captions.Length;
        Array.Fill(captions, (int)length + 1);
        for (var tries = 0; tries < 3; tries++)
        {
            captions[^1] += (int)(bytes - Measure(Of(captions)));
        }

        Assert.Equal(bytes, Measure(Of(captions)));
        return Of(captions);
    }

    private static ImageBatch Of(int[] captions) => new ImageBatch().Add(
        captions.Select((letters, i) => new Image { Id = $"{i:D8}", Src = "http://a/", Caption = new string('c', letters) }));

    private static long Measure(ImageBatch batch)
    {
        var encoded = Batches.Encode(batch);
        Assert.Empty(encoded.Errors());
        return PayloadCodec.Measure(new(encoded.Items, encoded.ItemErrors, Language.En));
    }
}
