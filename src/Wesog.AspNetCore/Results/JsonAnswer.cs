using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Wesog.AspNetCore.Results;

/// <summary>
/// A JSON answer. A short one is sent whole and with its length; of a long one, what has piled up is sent as it grows.
/// </summary>
internal sealed class JsonAnswer : IDisposable
{
    public const string Json = "application/json";

    private const int PileSize = 64 << 10;

    // The answers are JSON, never part of a page: what people write in their languages stays readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpContext _http;
    private readonly PooledBuffer _buffer = new();
    private Utf8JsonWriter? _writer;
    private bool _isSending;

    public JsonAnswer(HttpContext http, string contentType = Json)
    {
        _http = http;
        http.Response.ContentType = contentType;
    }

    /// <summary>Where JSON is written that is not there yet.</summary>
    public Utf8JsonWriter Writer => _writer ??= new(_buffer, Readable);

    /// <summary>Where JSON is copied to that is there already. An answer is written by the one or the other.</summary>
    public IBufferWriter<byte> Bytes => _buffer;

    /// <summary>What was written and not sent yet.</summary>
    public ReadOnlyMemory<byte> Unsent
    {
        get
        {
            _writer?.Flush();
            return _buffer.Written;
        }
    }

    /// <summary>Sends what has piled up, if that is much.</summary>
    public async ValueTask FlushIfLargeAsync()
    {
        if (_buffer.Length + (_writer?.BytesPending ?? 0) >= PileSize)
        {
            _isSending = true;
            await SendAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends the rest.</summary>
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
        _buffer.Clear();
    }
}
