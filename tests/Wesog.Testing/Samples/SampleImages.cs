using System.Text;
using Wesog.Images;

namespace Wesog.Testing;

/// <summary>Creates images for tests.</summary>
public static class SampleImages
{
    /// <summary>The creation and update time of sample images: 31 December 2025, 10:20:30.456 UTC.</summary>
    public static DateTimeOffset Written { get; } = new(2025, 12, 31, 10, 20, 30, 456, TimeSpan.Zero);

    /// <summary>Creates an image. An optional title distinguishes versions.</summary>
    public static StoredImage Image(string id, string? title = null, long revision = 1, Language lang = Language.Es) =>
        new(id, lang, revision, Written, Written, Json(id, title));

    /// <summary>Creates the canonical JSON of an image: <c>{"id":"a","src":"http://x/a"}</c>.</summary>
    public static ReadOnlyMemory<byte> Json(string id, string? title = null)
    {
        var address = Uri.EscapeDataString(id);
        var members = title is null ? string.Empty : $",\"title\":\"{Escape(title)}\"";
        return Encoding.UTF8.GetBytes($"{{\"id\":\"{Escape(id)}\",\"src\":\"http://x/{address}\"{members}}}");
    }

    // Canonical JSON escapes nothing else. The encoders of the framework escape more.
    private static string Escape(string text) => string.Concat(text.Select(unit => unit switch
    {
        '"' or '\\' => $"\\{unit}",
        < ' ' => $"\\u{(int)unit:x4}",
        _ => $"{unit}",
    }));
}
