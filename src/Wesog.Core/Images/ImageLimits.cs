namespace Wesog.Images;

/// <summary>The limits of the members of an image. Lengths count UTF-16 code units.</summary>
/// <remarks><c>docs/specification.md</c>, section "Images". The engine validates them at its start: each must be at least 1.</remarks>
public sealed class ImageLimits
{
    /// <summary>The largest length of an id. Default 255, which is also the maximum.</summary>
    public int MaxIdLength { get; set; } = 255;

    /// <summary>The largest length of a URL (<c>src</c>, <c>url_img_watermark</c>, <c>url_img_thumbnail</c>). Default 2,048.</summary>
    public int MaxUrlLength { get; set; } = 2_048;

    /// <summary>The largest length of <c>title</c> or <c>headline</c>. Default 1,000.</summary>
    public int MaxTitleLength { get; set; } = 1_000;

    /// <summary>The largest length of <c>caption</c> or <c>alt_text</c>. Default 10,000.</summary>
    public int MaxCaptionLength { get; set; } = 10_000;

    /// <summary>The largest length of the other texts, <c>status</c> to <c>medium</c>. Default 500.</summary>
    public int MaxTextLength { get; set; } = 500;

    /// <summary>The largest number of entries of <c>keywords</c>, <c>categories</c> or <c>collections</c>. Default 1,000.</summary>
    public int MaxListEntries { get; set; } = 1_000;

    /// <summary>The largest length of an entry. Default 255.</summary>
    public int MaxEntryLength { get; set; } = 255;

    /// <summary>Whether the engine ignores unknown members. Default false: they are errors.</summary>
    public bool IgnoreUnknownMembers { get; set; }
}
