using System.Security.Cryptography;
using System.Text;

namespace Wesog.Benchmarks.Http;

/// <summary>Creates the bytes of requests.</summary>
internal static class Requests
{
    public const string Key = "benchmark-key";

    public static string KeyHash { get; } = HashOf(Key);

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static byte[] Get(string path, string key = Key) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAPI-Key: {key}\r\n\r\n");

    public static byte[] Post(string path, byte[] json, string key = Key) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAPI-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"),
        .. json,
    ];
}
