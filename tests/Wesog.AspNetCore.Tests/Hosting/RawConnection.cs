using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Wesog.AspNetCore.Tests.Hosting;

/// <summary>Sends raw bytes and returns the text of one response with <c>Content-Length</c>.</summary>
public static partial class RawConnection
{
    public static async Task<string> SendAsync(Uri address, string text)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var response = new MemoryStream();
        var buffer = new byte[4_096];
        while (!IsComplete(response.ToArray()))
        {
            var count = await stream.ReadAsync(buffer);
            Assert.True(count > 0, "The server closed the connection before its response was complete.");
            response.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(response.ToArray());
    }

    /// <summary>A request with the key of alpha, after which the connection is closed.</summary>
    public static Task<string> AskAsync(Uri address, string method, string target, string more = "", string body = "") => SendAsync(
        address,
        $"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nAPI-Key: {ApiHost.AlphaKey}\r\nConnection: close\r\n{more}\r\n{body}");

    private static bool IsComplete(byte[] response)
    {
        var text = Encoding.Latin1.GetString(response);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end >= 0 && LengthHeader().Match(text[..end]) is { Success: true } length
            && text.Length - end - 4 >= int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("\r\nContent-Length: ([0-9]+)")]
    private static partial Regex LengthHeader();
}
