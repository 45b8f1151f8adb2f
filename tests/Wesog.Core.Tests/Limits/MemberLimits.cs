using Wesog.Core.Tests.Serialization;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Limits;

/// <summary>Limits of the members of an image: lengths in UTF-16 units, and numbers of list entries.</summary>
internal static class MemberLimits
{
    private const string Url = "http://a/";

    /// <summary>The setting that limits each member, or the entries of a list.</summary>
    public static IReadOnlyDictionary<string, string> SettingOf { get; } = new Dictionary<string, string>
    {
        ["id"] = "Images.MaxIdLength",
        ["src"] = "Images.MaxUrlLength",
        ["url_img_watermark"] = "Images.MaxUrlLength",
        ["url_img_thumbnail"] = "Images.MaxUrlLength",
        ["title"] = "Images.MaxTitleLength",
        ["headline"] = "Images.MaxTitleLength",
        ["caption"] = "Images.MaxCaptionLength",
        ["alt_text"] = "Images.MaxCaptionLength",
        ["status"] = "Images.MaxTextLength",
        ["location"] = "Images.MaxTextLength",
        ["city"] = "Images.MaxTextLength",
        ["country"] = "Images.MaxTextLength",
        ["event"] = "Images.MaxTextLength",
        ["author"] = "Images.MaxTextLength",
        ["provider"] = "Images.MaxTextLength",
        ["shot"] = "Images.MaxTextLength",
        ["scene"] = "Images.MaxTextLength",
        ["technique"] = "Images.MaxTextLength",
        ["medium"] = "Images.MaxTextLength",
        ["keywords"] = "Images.MaxEntryLength",
        ["categories"] = "Images.MaxEntryLength",
        ["collections"] = "Images.MaxEntryLength",
    };

    private static readonly Dictionary<string, long> _defaults = new()
    {
        ["Images.MaxIdLength"] = 255,
        ["Images.MaxUrlLength"] = 2_048,
        ["Images.MaxTitleLength"] = 1_000,
        ["Images.MaxCaptionLength"] = 10_000,
        ["Images.MaxTextLength"] = 500,
        ["Images.MaxEntryLength"] = 255,
    };

    public static IEnumerable<LimitRow> Rows =>
    [
        .. from member in SettingOf
           let place = IsList(member.Key) ? $"{member.Key}[1]" : member.Key
           select new LimitRow(
               member.Value, member.Key, _defaults[member.Value], 15, $"too_long@{place}", (options, length) => TryTextAsync(options, member.Key, (int)length)),
        .. from member in SettingOf.Keys
           where IsList(member)
           select new LimitRow(
               "Images.MaxListEntries", member, 1_000, 3, $"too_many@{member}", (options, count) => TryListAsync(options, member, [.. Enumerable.Repeat("x", (int)count)])),
    ];

    private static bool IsList(string member) => SettingOf[member] == "Images.MaxEntryLength";

    // A UTF-16 unit counts once, whether it needs one, two or, as half of a pair, four bytes.
    private static Task<string> TryTextAsync(WesogOptions options, string member, int length) => AttemptOutcome.OfAllAsync(
        from fill in (string[])["x", "é", "例", "\U0001F6F6"]
        select (Func<Task<string>>)(() => TryTextAsync(options, member, Text(SettingOf[member] == "Images.MaxUrlLength" ? Url : "", fill, length))));

    private static Task<string> TryTextAsync(WesogOptions options, string member, string text)
    {
        Assert.True(text.EnumerateRunes().All(rune => rune.Value != 0xFFFD), "The text has half of a surrogate pair.");
        if (IsList(member))
        {
            return TryListAsync(options, member, ["x", text]);
        }

        return TryAsync(
            options,
            ImageSamples.Json(member, ImageSamples.QuoteRaw(text)),
            ImageSamples.Json(member, ImageSamples.Quote(text)),
            ImageSamples.With(member, text));
    }

    private static Task<string> TryListAsync(WesogOptions options, string member, string[] entries) => TryAsync(
        options,
        ImageSamples.Json(member, $"[{string.Join(',', entries.Select(ImageSamples.QuoteRaw))}]"),
        ImageSamples.Json(member, ImageSamples.Quote(entries)),
        ImageSamples.WithList(member, TextList.From(entries)));

    private static Task<string> TryAsync(WesogOptions options, string raw, string escaped, Image image)
    {
        static string Errors(ValidatedBatch batch) => string.Join(' ', batch.Errors());
        return AttemptOutcome.OfAllAsync(
            async () => Errors(await Batches.ReadAsync($"[{raw}]", options: options)),
            async () => Errors(await Batches.ReadAsync($"[{escaped}]", options: options)),
            async () => Errors(await Batches.ReadAsync($"[{raw}]", BatchForm.Array(ItemMethod.Modify), options)),
            () => Task.FromResult(Errors(Batches.Encode(new ImageBatch().Add(image), options))),
            () => Task.FromResult(Errors(Batches.Encode(new ImageBatch().Modify(ImageSamples.ChangeOf(image)), options))));
    }

    private static string Text(string start, string fill, int length)
    {
        var rest = length - start.Length;
        return start + new string('x', rest % fill.Length) + string.Concat(Enumerable.Repeat(fill, rest / fill.Length));
    }
}
