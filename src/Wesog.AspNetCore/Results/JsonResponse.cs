using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Bodies;
using Wesog.AspNetCore.Memory;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Results;

/// <summary>Writes a JSON response: a short one at once with its length, a long one in parts.</summary>
internal sealed class JsonResponse : IDisposable
{
    private const int FlushSize = 64 << 10;

    // The body is JSON and never part of an HTML page, so letters beyond ASCII need no escape.
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpContext _http;
    private readonly RequestMemory? _memory;
    private readonly PooledBuffer<byte> _buffer = new(4_096);
    private Utf8JsonWriter? _writer;
    private bool _isSending;
    private long _counted;

    /// <param name="http">The request.</param>
    /// <param name="memory">Counts the memory of a long response; null for a response that is short.</param>
    /// <param name="contentType">The content type.</param>
    public JsonResponse(HttpContext http, RequestMemory? memory, string contentType = ContentType.Json)
    {
        _http = http;
        _memory = memory;
        http.Response.ContentType = contentType;
    }

    /// <summary>Formats JSON into the body. A response uses either this or <see cref="Bytes"/>.</summary>
    public Utf8JsonWriter Writer => _writer ??= new(_buffer, Readable);

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
    /// <returns>Whether all bytes are sent.</returns>
    public async ValueTask<bool> FlushIfLargeAsync()
    {
        if (_buffer.Count + (_writer?.BytesPending ?? 0) < FlushSize)
        {
            return false;
        }

        _isSending = true;
        await SendAsync().ConfigureAwait(false);
        return true;
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
        var unsent = Unsent;
        if (_buffer.Size > _counted)
        {
            _memory?.Count(_buffer.Size - _counted);
            _counted = _buffer.Size;
        }

        // The web server copies what it is given before it sends it, so it gets no more than a part at once.
        while (unsent.Length > 2 * FlushSize)
        {
            await SlowClient.WriteAsync(_http, unsent[..FlushSize]).ConfigureAwait(false);
            unsent = unsent[FlushSize..];
        }

        await SlowClient.WriteAsync(_http, unsent).ConfigureAwait(false);
        _buffer.Truncate(0);
    }
}
