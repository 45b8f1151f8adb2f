using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>
/// The part of a body that is in memory. Reads the stream in chunks, validates UTF-8, and releases consumed bytes. Grows from a size that
/// most bodies fit into to the chunk size, and beyond it only if it is full and nothing was consumed, so within an item.
/// </summary>
internal sealed class BodyBuffer(Stream stream, WesogOptions options, int chunkSize, IBodyMemory? memory) : IDisposable
{
    /// <summary>The number of bytes on each side of an invalid byte that the diagnosis uses.</summary>
    public const int WindowLength = 64;

    // Not counted, like the other memory that every request needs.
    private const int FirstSize = 4 << 10;

    private readonly byte[] _history = new byte[WindowLength];
    private byte[] _bytes = PooledArrays.Rent<byte>(Math.Min(chunkSize, FirstSize));
    private int _capacity = Math.Min(chunkSize, FirstSize);
    private int _counted;
    private int _start;
    private int _valid;
    private int _end;
    private bool _streamEnded;
    private long _total;
    private bool _isBegun;
    private bool _isBlank = true;
    private int _historyLength;
    private long _consumed;

    /// <summary>The complete characters that are not consumed.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _valid - _start);

    /// <summary>Whether the body ends with <see cref="Unread"/>.</summary>
    public bool IsComplete => _streamEnded && _valid == _end;

    /// <summary>Whether the bytes after <see cref="Unread"/> are not UTF-8.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The number of lines before <see cref="Unread"/>.</summary>
    public long Line { get; private set; }

    /// <summary>The number of bytes before <see cref="Unread"/> in its line.</summary>
    public long Column { get; private set; }

    /// <summary>The length of the byte order mark. It is a part of the first line, not of an item.</summary>
    public int MarkLength { get; private set; }

    /// <summary>Reads as many bytes as fit into the buffer.</summary>
    /// <exception cref="JsonFaultException">The next bytes are not UTF-8.</exception>
    /// <exception cref="BatchTooLargeException">The body or its current item is too long.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            Advance(Unread.Length);
            throw new JsonFaultException(Line + 1, Column + 1, offset: 0, isEncoding: true);
        }

        MakeRoom();
        while (_end < _capacity && !_streamEnded)
        {
            _total += await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (_total > options.Limits.MaxBodyBytes)
            {
                throw new BatchTooLargeException(options.Limits.MaxBatchItems, options.Limits.MaxBodyBytes);
            }
        }

        Validate();
    }

    /// <summary>Consumes bytes.</summary>
    public void Advance(int count)
    {
        var consumed = _bytes.AsSpan(_start, count);
        var lines = consumed.Count((byte)'\n');
        Line += lines;
        Column = lines == 0 ? Column + count : count - 1 - consumed.LastIndexOf((byte)'\n');
        _start += count;
        Remember(consumed);
    }

    /// <summary>Returns the bytes around a position of <see cref="Unread"/>. Reads more of the stream if necessary.</summary>
    public async ValueTask<JsonSurroundings> LookAroundAsync(int offset, CancellationToken cancellationToken)
    {
        while (!_streamEnded && _end - _start < offset + WindowLength)
        {
            MakeRoom();
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        return LookAround(offset);
    }

    private async ValueTask<int> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAsync(_bytes.AsMemory(_end, _capacity - _end), cancellationToken).ConfigureAwait(false);
        _streamEnded = read == 0;
        _end += read;
        return read;
    }

    private JsonSurroundings LookAround(int offset)
    {
        var unread = _bytes.AsSpan(_start, _end - _start);
        var before = unread[..offset];
        byte[] past = [.. _history.AsSpan(0, _historyLength), .. before[^Math.Min(before.Length, WindowLength)..]];
        return new(
            past[^Math.Min(past.Length, WindowLength)..],
            unread.Slice(offset, Math.Min(unread.Length - offset, WindowLength)).ToArray(),
            IsWhole: _consumed + offset <= WindowLength,
            IsBlank: _isBlank && !before.ContainsAnyExcept(" \t\r\n"u8));
    }

    private void Remember(ReadOnlySpan<byte> consumed)
    {
        _consumed += consumed.Length;
        _isBlank = _isBlank && (_consumed == MarkLength || !consumed.ContainsAnyExcept(" \t\r\n"u8));
        var fresh = consumed[^Math.Min(consumed.Length, WindowLength)..];
        var kept = Math.Min(_historyLength, WindowLength - fresh.Length);
        _history.AsSpan(_historyLength - kept, kept).CopyTo(_history);
        fresh.CopyTo(_history.AsSpan(kept));
        _historyLength = kept + fresh.Length;
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        if (bytes.Length > 0)
        {
            PooledArrays.Return(bytes);
        }

        if (_counted > 0)
        {
            memory!.Release(_counted);
            _counted = 0;
        }
    }

    private void MakeRoom()
    {
        var target = _bytes;
        var isFull = _start == 0 && _end == _capacity;
        if (isFull || (_total > 0 && _capacity < chunkSize))
        {
            _capacity = Math.Max(chunkSize, isFull ? Enlarge() : 0);
            Count(_capacity - FirstSize);
            target = PooledArrays.Rent<byte>(_capacity);
        }

        _bytes.AsSpan(_start, _end - _start).CopyTo(target);
        if (target != _bytes)
        {
            PooledArrays.Return(_bytes);
            _bytes = target;
        }

        (_start, _valid, _end) = (0, _valid - _start, _end - _start);
    }

    private int Enlarge()
    {
        var most = ItemSize.Most(options.Images);
        return _capacity < most ? (int)Math.Min(_capacity * 2L, most) : throw new BatchTooLargeException(
            options.Limits.MaxBatchItems, options.Limits.MaxBodyBytes) { MaxItemBytes = most };
    }

    private void Count(int size)
    {
        if (memory is not null && size > _counted)
        {
            memory.Reserve(size - _counted);
            _counted = size;
        }
    }

    // Utf8JsonReader does not validate skipped strings. This validates each byte once.
    private void Validate()
    {
        var fresh = _bytes.AsSpan(_valid, _end - _valid);
        var whole = fresh.Length - (_streamEnded ? 0 : LengthOfOpenSequence(fresh));
        if (Utf8.IsValid(fresh[..whole]))
        {
            _valid += whole;
        }
        else
        {
            _valid += LengthOfValid(fresh);
            IsBroken = true;
        }

        SkipByteOrderMark();
    }

    private void SkipByteOrderMark()
    {
        if (!_isBegun && _valid > 0)
        {
            _isBegun = true;
            if (Unread.StartsWith(Encoding.UTF8.Preamble))
            {
                MarkLength = Encoding.UTF8.Preamble.Length;
                Advance(MarkLength);
            }
        }
    }

    private static int LengthOfOpenSequence(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            if (Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return length;
            }
        }

        return 0;
    }

    private static int LengthOfValid(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(bytes[length..], out _, out var consumed) == OperationStatus.Done)
        {
            length += consumed;
        }

        return length;
    }
}
