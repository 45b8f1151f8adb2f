using System.Net.Sockets;
using System.Text;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Memory;

/// <summary>A request that stays open: its body is not complete, or its response is not read. Disposal disconnects.</summary>
internal sealed class OpenRequest : IDisposable
{
    private readonly TcpClient _connection = new() { LingerState = new(true, 0) };

    private OpenRequest()
    {
    }

    /// <summary>Sends a head and a part of the body.</summary>
    public static async Task<OpenRequest> SendAsync(Uri address, string key, string method, string target, string headers, ReadOnlyMemory<byte> body = default)
    {
        var request = new OpenRequest();
        await request._connection.ConnectAsync(address.Host, address.Port);
        var stream = request._connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nAPI-Key: {key}\r\n{headers}\r\n"));
        await stream.WriteAsync(body);
        return request;
    }

    /// <summary>Sends an unfinished body of a batch.</summary>
    public static Task<OpenRequest> SendBodyAsync(Uri address, string key, ReadOnlyMemory<byte> body, string encoding = "identity") => SendAsync(
        address, key, "POST", "/imgs", $"Content-Type: {ApiClient.Json}\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length + 1}\r\n", body);

    /// <summary>Sends a part of the body.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> body) => _connection.GetStream().WriteAsync(body).AsTask();

    /// <summary>Returns the next bytes of the response as text; empty at its end.</summary>
    public async Task<string> ReadAsync()
    {
        var buffer = new byte[64 << 10];
        return Encoding.UTF8.GetString(buffer, 0, await _connection.GetStream().ReadAsync(buffer));
    }

    public void Dispose() => _connection.Dispose();
}
