using Wesog.Core.Tests.Serialization;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Images;

public sealed class ImageDateTests
{
    [Theory]
    [InlineData("0001")]
    [InlineData("9999")]
    [InlineData("1890")]
    [InlineData("1890-01")]
    [InlineData("1890-12")]
    [InlineData("1890-05-02")]
    [InlineData("2024-02-29")]
    [InlineData("9999-12-31")]
    public void The_stored_form_is_read_and_written_back(string text)
    {
        Assert.True(ImageDate.TryParse(text, out var date));
        Assert.Equal(text, date.ToString());
        Assert.Equal(date, ImageDate.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("0000-01")]
    [InlineData("890")]
    [InlineData("18900")]
    [InlineData("1890-")]
    [InlineData("1890-5")]
    [InlineData("1890-00")]
    [InlineData("1890-13")]
    [InlineData("1890/05")]
    [InlineData("1890-05-")]
    [InlineData("1890-02-29")]
    [InlineData("1890-02-00")]
    [InlineData("-189")]
    [InlineData("+189")]
    [InlineData(" 890")]
    [InlineData("\u0661\u0668\u0669\u0660")]
    public void Any_other_text_is_not_a_date(string text)
    {
        Assert.False(ImageDate.TryParse(text, out var date));
        Assert.Equal(default, date);
        Assert.Throws<FormatException>(() => ImageDate.Parse(text));
    }

    [Theory]
    [InlineData("1890-05-02")]
    [InlineData("1890-05")]
    [InlineData("1890")]
    public void A_host_that_serializes_images_keeps_their_dates(string text)
    {
        var json = System.Text.Json.JsonSerializer.Serialize<ImageDate?>(ImageDate.Parse(text));

        Assert.Equal($"\"{text}\"", json);
        Assert.Equal(ImageDate.Parse(text), System.Text.Json.JsonSerializer.Deserialize<ImageDate?>(json));
    }

    [Theory]
    [InlineData("""{"Year":1890,"Month":5,"Day":null}""")]
    [InlineData("1890")]
    [InlineData("\"1890-13\"")]
    public void Any_other_json_is_not_a_date(string json) =>
        Assert.Throws<System.Text.Json.JsonException>(() => System.Text.Json.JsonSerializer.Deserialize<ImageDate?>(json));

    [Fact]
    public void An_unknown_part_is_null()
    {
        var (year, month, day) = (new ImageDate(1890), new ImageDate(1890, 5), new ImageDate(1890, 5, 2));
        Assert.Equal((1890, null, null), (year.Year, year.Month, year.Day));
        Assert.Equal((1890, 5, null), (month.Year, month.Month, month.Day));
        Assert.Equal((1890, 5, 2), (day.Year, day.Month, day.Day));
        Assert.Equal(3, new HashSet<ImageDate> { year, month, day, new(1890), ImageDate.Parse("1890-05-02") }.Count);
        Assert.True(year != month && month != day && day == new DateOnly(1890, 5, 2));
    }

    [Fact]
    public void A_date_that_the_calendar_does_not_have_is_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDate(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDate(10_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDate(1890, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDate(1890, 13));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDate(1890, 2, 29));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDate(1890, 2, 0));
    }

    [Fact]
    public void The_default_is_not_a_date()
    {
        Assert.Equal("0000", default(ImageDate).ToString());
        Assert.NotEqual(new ImageDate(1), default);
        var batch = Batches.Encode(new ImageBatch()
            .Add(ImageSamples.Plain with { Date = default(ImageDate) })
            .Modify(new ImageChange { Id = "a", Date = default(ImageDate) })
            .Modify(new ImageChange { Id = "a", Date = new ImageDate(1) }));
        Assert.Equal(["invalid_date@date", "invalid_date@date"], batch.Errors());
    }

    [Theory]
    [InlineData("1890-5-2")]
    [InlineData("")]
    public void The_exception_quotes_the_invalid_text(string text) => Assert.EndsWith(
        $"but is \"{text}\".", Assert.Throws<FormatException>(() => ImageDate.Parse(text)).Message, StringComparison.Ordinal);
}
