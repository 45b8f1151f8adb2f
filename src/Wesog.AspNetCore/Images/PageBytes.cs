namespace Wesog.AspNetCore.Images;

/// <summary>The bound of a page of images in bytes of their JSON. A page that reaches it has fewer images than its limit, and a link to the next.</summary>
/// <remarks><c>docs/http.md</c>, section "Pages".</remarks>
internal static class PageBytes
{
    private const long EachImage = 16 << 10;
    private const long Least = 1 << 20;
    private const long Most = 16 << 20;

    /// <summary>The part of the bound with which a page is tried first: most pages need no more, and a small share of the memory has it.</summary>
    public static long FirstOf(long bound) => bound / 4;

    /// <summary>Returns the bound of a page with at most <paramref name="limit"/> images.</summary>
    public static long Of(int limit) => Math.Clamp(limit * EachImage, Least, Most);
}
