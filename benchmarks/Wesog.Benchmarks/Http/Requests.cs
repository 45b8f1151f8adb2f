using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Http;

/// <summary>Requests as they go over the wire, the same bytes to every server.</summary>
internal static class Requests
{
    public const string Key = "benchmark-key";

    public static string KeyHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));

    /// <summary>Batches of new images, waited for.</summary>
    public static byte[][] Batches(int first, int batches, int images) =>
        [.. Enumerable.Range(0, batches).Select(batch => Post("/imgs?wait=true", SampleImages.Json(first + (batch * images), images)))];

    /// <summary>Single new images, waited for.</summary>
    public static byte[][] Singles(int first, int count) =>
    [
        .. SampleImages.Objects(first, count).Select(image => Post(
            $"/imgs/{image.Id}?wait=true",
            JsonSerializer.SerializeToUtf8Bytes(PlainImage.From(image), PlainImageJson.Default.PlainImage))),
    ];

    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAPI-Key: {Key}\r\n\r\n");

    public static byte[] Post(string path, byte[] json) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAPI-Key: {Key}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"),
        .. json,
    ];
}
