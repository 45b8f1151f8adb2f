namespace Wesog.Images;

/// <summary>How long the members of an image may be. Lengths count UTF-16 code units.</summary>
/// <remarks><c>docs/specification.md</c>, section "Images". Checked when the engine starts: each must be at least 1.</remarks>
public sealed class ImageLimits
{
    /// <summary>Longest id. Default 255, which is also the most.</summary>
    public int MaxIdLength { get; set; } = 255;

    /// <summary>Longest URL (<c>src</c>, <c>url_img_watermark</c>, <c>url_img_thumbnail</c>). Default 2,048.</summary>
    public int MaxUrlLength { get; set; } = 2_048;

    /// <summary>Longest <c>title</c> or <c>headline</c>. Default 1,000.</summary>
    public int MaxTitleLength { get; set; } = 1_000;

    /// <summary>Longest <c>caption</c> or <c>alt_text</c>. Default 10,000.</summary>
    public int MaxCaptionLength { get; set; } = 10_000;

    /// <summary>Longest of the other texts, <c>status</c> to <c>medium</c>. Default 500.</summary>
    public int MaxTextLength { get; set; } = 500;

    /// <summary>Most entries of <c>keywords</c>, <c>categories</c> or <c>collections</c>. Default 1,000.</summary>
    public int MaxListEntries { get; set; } = 1_000;

    /// <summary>Longest entry of such a list. Default 255.</summary>
    public int MaxEntryLength { get; set; } = 255;

    /// <summary>Whether members that no image has are passed over rather than refused. Default false.</summary>
    public bool IgnoreUnknownMembers { get; set; }
}
