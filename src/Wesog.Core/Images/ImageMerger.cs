namespace Wesog.Images;

/// <summary>Applies a modification to an image, both canonical JSON: their members stand in the same order.</summary>
internal static class ImageMerger
{
    /// <summary>The image with the change's members: a null clears, an absent member stays.</summary>
    public static byte[] Merge(ReadOnlySpan<byte> image, ReadOnlySpan<byte> change) => throw new NotImplementedException();
}
