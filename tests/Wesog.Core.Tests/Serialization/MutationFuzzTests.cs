using System.Text;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

public sealed class MutationFuzzTests
{
    private static readonly SubmitOptions Submit = new() { Subset = true, IdempotencyKey = "k" };

    private static readonly (string Name, BatchForm Form, string Body)[] Bodies =
    [
        ("array", BatchForm.Array(ItemMethod.Add), """[{"id":"a","src":"http://[::1]:80/é?","\u0074itle":"\ud83d\ude00","keywords":["a","\n"],"date":"2024-02-29","nsfw":true},{"src":"http://a","id":"b"}]"""),
        ("modify", BatchForm.Array(ItemMethod.Modify), """[{"id":"a","src":"http://a.b/","date":null,"lang":"ru","categories":null,"revision":1}]"""),
        ("delete", BatchForm.Array(ItemMethod.Delete), """["a",{"id":"\u00e9"},"\ud83d\ude00"]"""),
        ("mixed", BatchForm.MixedLines, "{\"method\":\"add\",\"image\":{\"id\":\"a\",\"src\":\"http://a\"}}\r\n\n{\"image\":{\"id\":\"b\"},\"method\":\"del\"}\n"),
        ("one", BatchForm.One(ItemMethod.Replace, "a"), """{"id":"\u0061","src":"https://example.org:443/x","collections":["",null,{"x":[1e9,-0]}]}"""),
    ];

    private static readonly byte[][] Snippets =
    [
        .. new[] { "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "0", "1e", "\\ud800", "\\udc00", "\\u0000", "\\u", " ", "\n", "\"id\":", "\"method\":", "é", "😀", "\uFEFF" }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_body_is_a_batch_or_a_documented_error(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3_000; i++)
        {
            var (name, form, text) = Bodies[random.Next(Bodies.Length)];
            var body = Mutate(random, Encoding.UTF8.GetBytes(text));
            var whole = await OutcomeAsync(body, form, 1 << 16, $"{name}, seed {seed}, case {i}");
            var chunked = await OutcomeAsync(body, form, 1 + random.Next(40), $"{name}, seed {seed}, case {i}");
            Assert.True(whole == chunked, $"{name}, seed {seed}, case {i}: {whole} / {chunked}");
        }
    }

    private static byte[] Mutate(Random random, byte[] body)
    {
        var bytes = body.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes.InsertRange(at, Snippets[random.Next(Snippets.Length)]);
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(6), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(30), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static async Task<string> OutcomeAsync(byte[] body, BatchForm form, int chunkSize, string which)
    {
        try
        {
            var batch = await Batches.ReadAsync(body, form, submit: Submit, chunkSize: chunkSize);
            Assert.True(batch.Total == batch.Items.Count + batch.ItemErrors.Count, which);
            return $"{batch.Total} {string.Join(' ', batch.Canonical())} {string.Join(' ', batch.ItemErrors.Errors)} {Convert.ToHexString(batch.ItemErrors.Digest.Span)}";
        }
        catch (Exception exception) when (exception is MalformedJsonException or InvalidBodyException or EmptyBatchException)
        {
            return exception.Message;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{which}: {Encoding.Latin1.GetString(body)}", exception);
        }
    }
}
