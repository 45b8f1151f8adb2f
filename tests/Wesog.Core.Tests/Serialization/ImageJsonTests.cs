using System.Buffers;
using System.Text;
using Wesog.Images;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

public sealed class ImageJsonTests
{
    private static readonly StoredImage Stored = new(
        "a",
        Language.Pt,
        3,
        new DateTimeOffset(2024, 2, 29, 1, 2, 3, 4, TimeSpan.Zero),
        new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero),
        """{"id":"a","src":"http://a/","title":"é<\"","keywords":["x",""],"collections":[]}"""u8.ToArray());

    [Fact]
    public void A_read_image_has_its_stored_members_and_those_of_the_engine() => Assert.Equal(
        """{"id":"a","src":"http://a/","title":"é<\"","keywords":["x",""],"collections":[],"lang":"pt","created_at":"2024-02-29T01:02:03.004Z","updated_at":"2024-03-01T00:00:00.000Z","revision":3}""",
        Json(Stored));

    [Theory]
    [InlineData("revision title id title", """{"id":"a","title":"é<\u0022","revision":3}""")]
    [InlineData("nsfw", "{}")]
    [InlineData("", "{}")]
    [InlineData("lang created_at updated_at", """{"lang":"pt","created_at":"2024-02-29T01:02:03.004Z","updated_at":"2024-03-01T00:00:00.000Z"}""")]
    public void Selected_members_are_written_in_member_order(string names, string expected)
    {
        Assert.True(FieldSelection.TryCreate(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), out var fields, out _));
        Assert.Equal(expected.Replace("\\u0022", "\\\"", StringComparison.Ordinal), Json(Stored, fields));
    }

    [Fact]
    public void Every_member_name_can_be_selected_and_no_other()
    {
        Assert.Equal(31, FieldSelection.AllNames.Count);
        Assert.Equal(["id", "src"], FieldSelection.AllNames.Take(2));
        Assert.Equal(["collections", "lang", "created_at", "updated_at", "revision"], FieldSelection.AllNames.TakeLast(5));
        Assert.True(FieldSelection.TryCreate(FieldSelection.AllNames, out var all, out _));
        Assert.Equal(Json(Stored), Json(Stored, all));

        Assert.False(FieldSelection.TryCreate(["id", "Title", "x"], out var none, out var unknown));
        Assert.Null(none);
        Assert.Equal("Title", unknown);
    }

    [Fact]
    public async Task A_read_image_can_be_sent_back()
    {
        var json = Json(Stored);
        var batch = await Batches.ReadAsync($"[{json.Replace("\"\"", "\"y\"", StringComparison.Ordinal)}]");
        Assert.Empty(batch.Errors());
        Assert.Equal(Language.Pt, batch.Items[0].Lang);
    }

    private static string Json(StoredImage image, FieldSelection? fields = null)
    {
        var target = new ArrayBufferWriter<byte>(1);
        ImageJson.Write(target, image, fields);
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }
}
