using System.Text;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

/// <summary>The result does not depend on how a body is split into chunks.</summary>
public sealed class ChunkedReadingTests
{
    private const string Items =
        """{"id":"a","src":"http://a/","title":"é😀\ud83d\ude00\n","keywords":["x","\u0079"]}"""
        + "|" + """{"id":"","titel":1,"nsfw":"x","src":"http://ü/","keywords":["",null,[[1]]],"city":"\ud800"}"""
        + "|" + """ [1,{"a":[]}] |"text"|12.5e3|true|null|{}"""
        + "|" + """{"id":"b","src":"http://a/","nsfw":false,"date":"2024-02-29"}""";

    private static readonly SubmitOptions Submit = new() { Subset = true, IdempotencyKey = "k" };

    public static TheoryData<string, string> Bodies() => new()
    {
        { "array", $" [ {Items.Replace("|", " ,\n ")} ]\r\n " },
        { "lines", Items.Replace("|", "\r\n\n \t\n") },
        { "mixed", """[{"image":{"src":"http://a/","id":"a"},"method":"add"},{"method":"x","x":[{}]},3,{"method":"del","image":{"id":"é"}}]""" },
        { "one", """ {"src":"http://a/","id":"a","title":"é"} """ },
        { "delete", """["a","\u00e9",{"id":"b"},{"id":"c","x":1},null]""" },
        { "array", """[{"id":"a","src":"http://a/"},{"id":"a" "src"]""" },
        { "array", "[{\"id\":\"a\"},\n\n{\"id\":\"\u0001\"}]" },
        { "array", "[{},{},tru" },
        { "array", "{\"a\":[1,2,{\"b\":\"c\"}]}" },
        { "array", "{\"a\":[1,2,{\"b\":\"c\"]}" },
        { "array", "[] x" },
        { "array", "[]" },
        { "array", "" },
        { "array", " \n " },
        { "lines", "{}\n{\"id\":\n\"a\"}\n" },
        { "lines", "\n\n{} {}\n" },
        { "lines", "\n \r\n" },
        { "one", "[{}]" },
        { "one", "{} {}" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_chunk_size_does_not_change_the_result(string form, string text)
    {
        foreach (var body in new[] { Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)] })
        {
            var expected = await OutcomeAsync(form, new MemoryStream(body), 1 << 16);
            for (var chunkSize = 1; chunkSize <= body.Length + 1; chunkSize++)
            {
                Assert.Equal(expected, await OutcomeAsync(form, new MemoryStream(body), chunkSize));
                Assert.Equal(expected, await OutcomeAsync(form, new TrickleStream(body, 1 + (chunkSize % 3)), chunkSize));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Chunks_do_not_change_the_result_of_invalid_utf_8(string form, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < body.Length; at++)
        {
            var broken = body.ToArray();
            broken[at] = 0xFF;
            var expected = await OutcomeAsync(form, new MemoryStream(broken), 1 << 16);
            Assert.StartsWith(nameof(MalformedJsonException), expected);
            foreach (var chunkSize in new[] { 1, 2, 3, 7, 64 })
            {
                Assert.Equal(expected, await OutcomeAsync(form, new MemoryStream(broken), chunkSize));
            }
        }
    }

    private static async Task<string> OutcomeAsync(string form, Stream body, int chunkSize)
    {
        try
        {
            var batch = await new ImageBatchReader(new WesogOptions(), chunkSize).ReadAsync(body, FormOf(form), Submit);
            return string.Join(
                '\n',
                [
                    $"{batch.Total} {batch.Method} {batch.ItemErrors.Count} {Convert.ToHexString(batch.ItemErrors.Digest.Span)}",
                    .. batch.Items.Select(item => $"{item.Position} {item.Method} {item.ImageId} {item.Lang}"),
                    .. batch.Canonical(),
                    .. batch.ItemErrors.Errors.Select(error => error.ToString()),
                    .. batch.ItemErrors.ErrorCounts.Select(count => count.ToString()),
                ]);
        }
        catch (WesogException refusal)
        {
            return $"{refusal.GetType().Name}: {refusal.Message}";
        }
    }

    private static BatchForm FormOf(string name) => name switch
    {
        "array" => BatchForm.Array(ItemMethod.Add),
        "lines" => BatchForm.Lines(ItemMethod.Replace),
        "mixed" => BatchForm.MixedArray,
        "one" => BatchForm.One(ItemMethod.Modify, "a"),
        _ => BatchForm.Array(ItemMethod.Delete),
    };
}
