using System.Security.Cryptography;
using System.Text;

namespace Wesog.Benchmarks.Http;

/// <summary>Creates the bytes of requests.</summary>
internal static class Requests
{
    public const string Key = "benchmark-key";

    public static string KeyHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));

    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAPI-Key: {Key}\r\n\r\n");

    public static byte[] Post(string path, byte[] json) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAPI-Key: {Key}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"),
        .. json,
    ];
}
