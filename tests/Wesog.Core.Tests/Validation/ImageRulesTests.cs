using Wesog.Core.Tests.Serialization;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Validation;

/// <summary>The rules of <c>docs/specification.md</c>, section "Images", for JSON and for objects.</summary>
public sealed class ImageRulesTests
{
    private static readonly string Url = "http://a/" + new string('x', 2_048 - 9);

    // Not enumerated at discovery, which would lose lone surrogates.
    public static TheoryData<string, string, string> Texts()
    {
        var data = new TheoryData<string, string, string>();
        void Add(string member, string value, string errors) => data.Add(member, value, errors);

        Add("id", new string('a', 255), "");
        Add("id", new string('a', 256), "too_long");
        Add("id", "a/b?c#d%2F é😀", "");
        Add("id", "...", "");
        Add("id", ".", "invalid_text");
        Add("id", "..", "invalid_text");
        Add("id", "", "empty");
        Add("id", " a", "invalid_text");
        Add("id", "a\u00A0", "invalid_text");
        Add("id", "a\u3000", "invalid_text");
        Add("id", "a b", "");
        Add("id", "a\u200Bb", "");
        Add("id", "a\u200B", "invalid_text");
        Add("id", "\uFEFFa", "invalid_text");
        Add("id", "a\u202E", "invalid_text");
        Add("id", "\U000E0001a", "invalid_text");
        Add("id", "a\U0001D173", "invalid_text");
        Add("id", "\u00AD", "invalid_text");
        Add("id", "a\tb", "invalid_text");
        Add("id", "a\u007Fb", "invalid_text");
        Add("id", "a\u0085b", "invalid_text");
        Add("id", "a\0b", "invalid_text");
        Add("id", "a\uD800", "invalid_text");
        Add("id", new string('a', 255) + " ", "too_long invalid_text");
        foreach (var member in new[] { "src", "url_img_watermark", "url_img_thumbnail" })
        {
            Add(member, Url, "");
            Add(member, Url + "x", "too_long");
            Add(member, new string('x', 2_049), "too_long invalid_url");
            Add(member, "", "empty");
            Add(member, "x", "invalid_url");
            Add(member, "http://a/\u200B", "invalid_url");
            Add(member, "http://a/b\U000E0001c", "invalid_url");
            Add(member, "http://a/b ", "invalid_url");
            Add(member, "x\0", "invalid_text");
            Add(member, "http://a/\uDC00", "invalid_text");
        }

        foreach (var (members, max) in new[]
        {
            ("title headline", 1_000),
            ("caption alt_text", 10_000),
            ("status location city country event author provider shot scene technique medium", 500),
        })
        {
            foreach (var member in members.Split(' '))
            {
                Add(member, "", "");
                Add(member, new string('é', max), "");
                Add(member, new string('é', max + 1), "too_long");
                Add(member, string.Concat(Enumerable.Repeat("😀", max / 2)), "");
                Add(member, string.Concat(Enumerable.Repeat("😀", max / 2)) + "x", "too_long");
                Add(member, " \t\n\u0001 ", "");
                Add(member, "\u200B\u202E\uFEFF", "");
                Add(member, "a\0", "invalid_text");
                Add(member, "\uDC00\uD800", "invalid_text");
                Add(member, new string('\0', max + 1), "too_long invalid_text");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public async Task A_text_is_validated_equally_in_json_and_objects(string member, string value, string codes)
    {
        var expected = codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => $"{code}@{member}").ToArray();
        var json = ImageSamples.Json(member, ImageSamples.Quote(value));
        var image = ImageSamples.With(member, value);

        await AssertErrorsAsync(expected, json, image);
        if (expected.Length == 0)
        {
            var canonical = Batches.Encode(new ImageBatch().Add(image)).Canonical();
            Assert.Equal(canonical, (await Batches.ReadAsync($"[{json}]")).Canonical());
        }

        if (expected is not [.., var last] || !last.StartsWith("invalid_text", StringComparison.Ordinal))
        {
            // The reader has a fast path for texts without escapes.
            Assert.Equal(expected, (await Batches.ReadAsync($"[{ImageSamples.Json(member, ImageSamples.QuoteRaw(value))}]")).Errors());
        }
    }

    public static TheoryData<string, string?[], string> Lists()
    {
        var data = new TheoryData<string, string?[], string>();
        foreach (var member in new[] { "keywords", "categories", "collections" })
        {
            data.Add(member, [], "");
            data.Add(member, [.. Enumerable.Repeat("x", 1_000)], "");
            data.Add(member, [.. Enumerable.Repeat("x", 1_001)], $"too_many@{member}");
            data.Add(member, [new string('x', 255)], "");
            data.Add(member, ["x", new string('x', 256)], $"too_long@{member}[1]");
            data.Add(member, ["", "x", null, "\0", "\uD800"], $"empty@{member}[0] invalid_type@{member}[2] invalid_text@{member}[3] invalid_text@{member}[4]");
            data.Add(member, [.. Enumerable.Repeat("x", 1_000), ""], $"empty@{member}[1000] too_many@{member}");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lists), DisableDiscoveryEnumeration = true)]
    public Task A_list_is_validated_equally_in_json_and_objects(string member, string?[] entries, string errors) => AssertErrorsAsync(
        errors.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ImageSamples.Json(member, ImageSamples.Quote(entries)),
        ImageSamples.WithList(member, TextList.From(entries!)));

    [Theory]
    [InlineData("2024-02-29", true)]
    [InlineData("0001-01-01", true)]
    [InlineData("9999-12-31", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("0000-01-01", false)]
    [InlineData("2024-13-01", false)]
    [InlineData("2024", true)]
    [InlineData("2024-02", true)]
    [InlineData("0000", false)]
    [InlineData("2024-13", false)]
    [InlineData("2024-", false)]
    [InlineData("2024-1-1", false)]
    [InlineData("2024-01-01 ", false)]
    [InlineData(" 2024-01-01", false)]
    [InlineData("2024-01-01T00:00:00Z", false)]
    [InlineData("20240101", false)]
    [InlineData("2024/01/01", false)]
    [InlineData("٢٠٢٤-٠١-٠١", false)]
    [InlineData("", false)]
    public async Task A_date_is_a_day_a_month_or_a_year_of_the_calendar(string date, bool isGood)
    {
        var batch = await Batches.ReadAsync($"[{ImageSamples.Json("date", ImageSamples.Quote(date))}]");
        Assert.Equal(isGood ? [] : ["invalid_date@date"], batch.Errors());
    }

    [Theory]
    [InlineData("id", "1", "invalid_type@id")]
    [InlineData("id", "null", "required@id")]
    [InlineData("src", "null", "required@src")]
    [InlineData("src", "[\"http://a/\"]", "invalid_type@src")]
    [InlineData("title", "{\"a\":[1]}", "invalid_type@title")]
    [InlineData("title", "true", "invalid_type@title")]
    [InlineData("nsfw", "\"true\"", "invalid_type@nsfw")]
    [InlineData("nsfw", "0", "invalid_type@nsfw")]
    [InlineData("nsfw", "null", "")]
    [InlineData("date", "20240101", "invalid_type@date")]
    [InlineData("date", "\"2024-01-01\\u0000\"", "invalid_text@date")]
    [InlineData("keywords", "\"a\"", "invalid_type@keywords")]
    [InlineData("keywords", "{}", "invalid_type@keywords")]
    [InlineData("keywords", "[\"a\",[\"b\"],{},1,false]", "invalid_type@keywords[1] invalid_type@keywords[2] invalid_type@keywords[3] invalid_type@keywords[4]")]
    [InlineData("keywords", "null", "")]
    [InlineData("lang", "\"fr\"", "")]
    [InlineData("lang", "null", "")]
    [InlineData("lang", "\"FR\"", "invalid_value@lang")]
    [InlineData("lang", "\"\"", "invalid_value@lang")]
    [InlineData("lang", "\"\\ud800\"", "invalid_text@lang")]
    [InlineData("lang", "1", "invalid_type@lang")]
    [InlineData("revision", "{\"any\":[\"thing\",\"\\ud800\"]}", "")]
    [InlineData("created_at", "null", "")]
    [InlineData("updated_at", "\"\\ud800\"", "")]
    [InlineData("Title", "\"a\"", "unknown_field@Title")]
    [InlineData("", "1", "unknown_field@")]
    [InlineData("titl\\u0065", "1", "invalid_type@title")]
    [InlineData("\\ud800", "1", "unknown_field@\uFFFD")]
    [InlineData("\\u0000\\n", "1", "unknown_field@\uFFFD\uFFFD")]
    public async Task A_json_value_of_another_type_is_an_error(string member, string value, string errors)
    {
        var batch = await Batches.ReadAsync($"[{ImageSamples.Json(member, value)}]");
        Assert.Equal(errors.Split(' ', StringSplitOptions.RemoveEmptyEntries), batch.Errors());
    }

    [Theory]
    [InlineData("id", "\"a\"")]
    [InlineData("title", "null")]
    [InlineData("title", "1")]
    [InlineData("lang", "\"es\"")]
    [InlineData("revision", "1")]
    public async Task A_repeated_member_is_an_error(string member, string value)
    {
        var batch = await Batches.ReadAsync($$"""[{"id":"a","src":"http://a/","{{member}}":{{value}},"{{member}}":{{value}}}]""");
        Assert.Contains($"repeated_field@{member}", batch.Errors());
    }

    [Fact]
    public async Task Unknown_members_are_ignored_if_the_host_allows_them()
    {
        var options = new WesogOptions();
        options.Images.IgnoreUnknownMembers = true;
        var batch = await Batches.ReadAsync("""[{"id":"a","x":[{}],"src":"http://a/","x":1}]""", options: options);
        Assert.Equal(["""{"id":"a","src":"http://a/"}"""], batch.Canonical());
    }

    [Fact]
    public void Nulls_in_required_properties_are_errors_not_crashes()
    {
        var batch = Batches.Encode(new ImageBatch(
        [
            new ImageItem.Add(null!),
            new ImageItem.Replace(new Image { Id = null!, Src = null! }),
            new ImageItem.Modify(null!),
            new ImageItem.Modify(new ImageChange { Id = "a", Src = new Optional<string>(null!) }),
            new ImageItem.Delete(null!),
            new ImageItem.Add(ImageSamples.Plain with { Lang = (Language)9 }),
        ]));

        Assert.Equal(
            ["invalid_type@", "required@id", "required@src", "invalid_type@", "required@src", "invalid_type@", "invalid_value@lang"],
            batch.Errors());
        Assert.Equal(6, batch.ItemErrors.Count);
        Assert.Equal([null, null, null, null, "a", null, "a"], batch.ItemErrors.Errors.Select(e => e.ImageId));
    }

    [Fact]
    public async Task The_error_of_an_empty_id_does_not_call_it_optional()
    {
        var errors = (await Batches.ReadAsync("""[{"id":"","src":"http://a/"}]""")).ItemErrors;
        Assert.Equal("\"id\" must not be empty. Send an id of at least one character.", Assert.Single(errors.Errors).Message);
        Assert.Equal("1 items with errors: item 0: empty id", errors.ToString());
    }

    [Fact]
    public async Task Each_limit_is_an_option()
    {
        var options = new WesogOptions();
        (options.Images.MaxIdLength, options.Images.MaxUrlLength, options.Images.MaxTitleLength) = (1, 9, 2);
        (options.Images.MaxCaptionLength, options.Images.MaxTextLength) = (3, 4);
        (options.Images.MaxListEntries, options.Images.MaxEntryLength) = (1, 2);

        var batch = await Batches.ReadAsync(
            """[{"id":"ab","src":"http://a/b","title":"abc","caption":"abcd","city":"abcde","keywords":["abc","a"]}]""", options: options);

        Assert.Equal(
            ["too_long@id", "too_long@src", "too_long@title", "too_long@caption", "too_long@city", "too_long@keywords[0]", "too_many@keywords"],
            batch.Errors());
    }

    private static async Task AssertErrorsAsync(string[] expected, string json, Image image)
    {
        Assert.Equal(expected, (await Batches.ReadAsync($"[{json}]")).Errors());
        Assert.Equal(expected, Batches.Encode(new ImageBatch().Add(image)).Errors());

        var change = ImageSamples.ChangeOf(image);
        Assert.Equal(expected, (await Batches.ReadAsync($"[{json}]", BatchForm.Array(ItemMethod.Modify))).Errors());
        Assert.Equal(expected, Batches.Encode(new ImageBatch().Modify(change)).Errors());
    }
}
