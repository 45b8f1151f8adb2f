using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Bodies;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Results;

/// <summary>Writes a JSON response: a short one at once with its length, a long one in parts.</summary>
internal sealed class JsonResponse : IDisposable
{
    private const int FlushSize = 64 << 10;

    // The body is JSON and never part of an HTML page, so letters beyond ASCII need no escape.
    private static readonly JsonWriterOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpContext _http;
    private readonly PooledBuffer<byte> _buffer = new(4_096);
    private Utf8JsonWriter? _writer;
    private bool _isSending;

    public JsonResponse(HttpContext http, string contentType = ContentType.Json)
    {
        _http = http;
        http.Response.ContentType = contentType;
    }

    /// <summary>Formats JSON into the body. A response uses either this or <see cref="Bytes"/>.</summary>
    public Utf8JsonWriter Writer => _writer ??= new(_buffer, _readable);

    /// <summary>Takes bytes that are JSON already.</summary>
    public IBufferWriter<byte> Bytes => _buffer;

    /// <summary>The written bytes that are not sent yet.</summary>
    public ReadOnlyMemory<byte> Unsent
    {
        get
        {
            _writer?.Flush();
            return _buffer.WrittenMemory;
        }
    }

    /// <summary>Sends the unsent bytes if there are many.</summary>
    public async ValueTask FlushIfLargeAsync()
    {
        if (_buffer.Count + (_writer?.BytesPending ?? 0) >= FlushSize)
        {
            _isSending = true;
            await SendAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends the rest of the body.</summary>
    public Task CompleteAsync()
    {
        if (!_isSending)
        {
            _http.Response.ContentLength = Unsent.Length;
        }

        return SendAsync();
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _buffer.Dispose();
    }

    private async Task SendAsync()
    {
        await _http.Response.Body.WriteAsync(Unsent, _http.RequestAborted).ConfigureAwait(false);
        _buffer.Truncate(0);
    }
}
