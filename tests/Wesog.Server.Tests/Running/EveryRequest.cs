using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Wesog.Server.Tests.Running;

/// <summary>Requests that use every feature of the server: encodings, the queue, reads, errors in all languages, health and OpenAPI.</summary>
internal static class EveryRequest
{
    private const int ManyItems = 500;

    // The items of a queued operation are compressed from 16 KiB.
    private static readonly string _many =
        $"[{string.Join(',', Enumerable.Range(0, ManyItems).Select(i => $$"""{"id":"m{{i}}","src":"https://images.example/{{i}}.jpg"}"""))}]";

    /// <summary>Sends the requests one after the other and returns those that the server did not answer as it should, with their responses.</summary>
    public static async Task<IReadOnlyList<string>> FindFailuresAsync(HttpClient client)
    {
        var failures = new List<string>();
        foreach (var (status, method, path, body, encoding) in Requests())
        {
            using var request = new HttpRequestMessage(new(method), path);
            request.Headers.Add("API-Key", "local");
            request.Headers.AcceptLanguage.ParseAdd("fr");
            if (body is not null)
            {
                request.Content = new ByteArrayContent(Encode(body, encoding));
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                if (encoding is not null)
                {
                    request.Content.Headers.ContentEncoding.Add(encoding);
                }
            }

            using var response = await client.SendAsync(request);
            if ((int)response.StatusCode != status)
            {
                failures.Add($"{method} {path} {encoding}: {(int)response.StatusCode} in place of {status}. {await response.Content.ReadAsStringAsync()}");
            }
        }

        return failures;
    }

    private static IEnumerable<(int Status, string Method, string Path, string? Body, string? Encoding)> Requests()
    {
        const string One = """[{"id":"one","src":"https://images.example/1.jpg"}]""";
        yield return (200, "POST", "/imgs?wait=true&strict=false", One, null);
        yield return (200, "POST", "/imgs?wait=true&strict=false", One, "gzip");
        yield return (200, "POST", "/imgs?wait=true&strict=false", One, "br");
        yield return (200, "POST", "/imgs?wait=true&strict=false&lang=es", _many, null);
        yield return (202, "POST", "/imgs?strict=false", _many, null);
        yield return (202, "POST", "/imgs?strict=false&urgent=true&subset=true", _many, "br");
        yield return (200, "PATCH", "/imgs?wait=true", """[{"id":"one","title":"Title"}]""", null);
        yield return (200, "PUT", "/imgs/one?wait=true", """{"src":"https://images.example/2.jpg","date":"2026-02"}""", null);
        yield return (200, "POST", "/ops?wait=true", """[{"method":"del","image":{"id":"none"}}]""", null);
        yield return (200, "POST", "/imgs?validate_only=true&strict=false", _many, null);
        yield return (200, "GET", "/imgs?limit=1000", null, null);
        yield return (200, "GET", "/imgs/one?fields=title", null, null);
        yield return (200, "GET", "/ops?limit=1000&method=add&state=succeeded", null, null);
        yield return (200, "GET", "/ops/1?wait=1", null, null);
        yield return (409, "POST", "/imgs?wait=true", One, null);
        yield return (409, "DELETE", "/ops/1", null, null);
        yield return (400, "POST", "/imgs", "[{", null);
        yield return (400, "POST", "/imgs", "", null);
        yield return (404, "GET", "/imgs/none", null, null);
        yield return (405, "PUT", "/ops", null, null);
        yield return (415, "POST", "/imgs", One, "deflate");
        foreach (var language in (string[])["en", "es", "pt", "fr", "ru"])
        {
            yield return (422, "POST", $"/imgs?lang={language}", """[{"id":"","src":"x","date":"13-13-13","keywords":"k","unknown":1}]""", null);
        }

        yield return (200, "GET", "/health/live", null, null);
        yield return (200, "GET", "/health/ready", null, null);
        yield return (200, "GET", "/openapi/v1.json", null, null);
    }

    private static byte[] Encode(string body, string? encoding)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var encoded = new MemoryStream();
        using (Stream? stream = encoding switch
        {
            "gzip" => new GZipStream(encoded, CompressionLevel.Fastest),
            "br" => new BrotliStream(encoded, CompressionLevel.Fastest),
            _ => null,
        })
        {
            stream?.Write(bytes);
        }

        return encoding is "gzip" or "br" ? encoded.ToArray() : bytes;
    }
}
