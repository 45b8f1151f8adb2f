using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>The limit of an item's size.</summary>
internal static class ItemSize
{
    private const int LeastMost = 8 << 20;

    // The longest escape of a UTF-16 code unit, \u0041.
    private const int BytesPerUnit = 6;

    // The quotation marks and the comma of an entry.
    private const int BytesAround = 4;

    /// <summary>The most bytes of an item in a body: a reader must have an item in memory as a whole.</summary>
    /// <remarks>One and a half times the bytes of the largest valid image, at least 8 MiB.</remarks>
    public static int Most(ImageLimits limits)
    {
        var largest = ImageMember.All.Sum(member =>
            ((BytesPerUnit * (long)(member.MaxLength(limits) ?? 0)) + BytesAround) * (member.Kind == MemberKind.List ? limits.MaxListEntries : 1));
        return (int)Math.Min(Math.Max(LeastMost, largest + (largest / 2)), Array.MaxLength);
    }
}
