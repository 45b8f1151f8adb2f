namespace Wesog.Images;

/// <summary>Canonical JSON to a record.</summary>
internal static class ImageDecoder
{
    public static Image Decode(ReadOnlySpan<byte> json, Language lang) => throw new NotImplementedException();
}
