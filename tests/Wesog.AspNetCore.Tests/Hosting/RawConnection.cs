using System.Net.Sockets;
using System.Text;

namespace Wesog.AspNetCore.Tests.Hosting;

/// <summary>Sends bytes as they are, and returns the bytes of the answer until the server closes the connection.</summary>
public static class RawConnection
{
    public static async Task<string> SendAsync(Uri address, string text)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>A request with the key of alpha, after which the connection is closed.</summary>
    public static Task<string> AskAsync(Uri address, string method, string target, string more = "", string body = "") => SendAsync(
        address,
        $"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nAPI-Key: {ApiHost.AlphaKey}\r\nConnection: close\r\n{more}\r\n{body}");
}
