using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>
/// The part of a body that is in memory: read from the stream in chunks, checked to be UTF-8, and freed as it is
/// consumed. It grows only where a part of it is not consumed though it is full.
/// </summary>
internal sealed class BodyBuffer(Stream stream, EngineLimits limits, int capacity) : IDisposable
{
    /// <summary>How many bytes are looked at on each side of a wrong one.</summary>
    public const int WindowLength = 64;

    private readonly byte[] _history = new byte[WindowLength];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _capacity = capacity;
    private int _start;
    private int _valid;
    private int _end;
    private bool _streamEnded;
    private long _total;
    private bool _isBegun;
    private int _historyLength;
    private long _consumed;

    /// <summary>Whole characters that are not consumed yet.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _valid - _start);

    /// <summary>Whether nothing comes after <see cref="Unread"/>.</summary>
    public bool IsComplete => _streamEnded && _valid == _end;

    /// <summary>Whether what comes after <see cref="Unread"/> is no UTF-8.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Where <see cref="Unread"/> begins: the lines before it.</summary>
    public long Line { get; private set; }

    /// <summary>Where <see cref="Unread"/> begins: the bytes before it in its line.</summary>
    public long Column { get; private set; }

    /// <summary>The bytes of the byte order mark, which belongs to no item but to the first line.</summary>
    public int MarkLength { get; private set; }

    /// <summary>Adds to what is unread: as much as there is room for.</summary>
    /// <exception cref="JsonFaultException">What comes next is no UTF-8.</exception>
    /// <exception cref="BatchTooLargeException">The body is too long.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            Advance(Unread.Length);
            throw new JsonFaultException(Line + 1, Column + 1, offset: 0, isEncoding: true);
        }

        MakeRoom();
        while (_end < _capacity)
        {
            var read = await stream.ReadAsync(_bytes.AsMemory(_end, _capacity - _end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                _streamEnded = true;
                break;
            }

            _end += read;
            _total += read;
            if (_total > limits.MaxBodyBytes)
            {
                throw new BatchTooLargeException(limits.MaxBatchItems, limits.MaxBodyBytes);
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

    /// <summary>What stands around a place within what is unread. Reads on where that is too little.</summary>
    /// <param name="offset">The place.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The bytes before it and those from it on; whether the former begin with the body's first; whether they are white space.</returns>
    public async ValueTask<(byte[] Before, byte[] After, bool IsWhole, bool IsBlank)> LookAroundAsync(int offset, CancellationToken cancellationToken)
    {
        while (!_streamEnded && _end - _start < offset + WindowLength)
        {
            MakeRoom();
            var read = await stream.ReadAsync(_bytes.AsMemory(_end, _capacity - _end), cancellationToken).ConfigureAwait(false);
            _streamEnded = read == 0;
            _end += read;
        }

        return LookAround(offset);
    }

    private (byte[] Before, byte[] After, bool IsWhole, bool IsBlank) LookAround(int offset)
    {
        var unread = _bytes.AsSpan(_start, _end - _start);
        var before = unread[..offset];
        var isBlank = _consumed == MarkLength && !before.ContainsAnyExcept(" \t\r\n"u8);
        var isWhole = _consumed + offset <= WindowLength;
        byte[] past = [.. _history.AsSpan(0, _historyLength), .. before[^Math.Min(before.Length, WindowLength)..]];
        return (
            past[^Math.Min(past.Length, WindowLength)..],
            unread.Slice(offset, Math.Min(unread.Length - offset, WindowLength)).ToArray(),
            isWhole,
            isBlank);
    }

    private void Remember(ReadOnlySpan<byte> consumed)
    {
        _consumed += consumed.Length;
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
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void MakeRoom()
    {
        var target = _bytes;
        if (_start == 0 && _end == _capacity)
        {
            _capacity = (int)Math.Min(_capacity * 2L, Array.MaxLength);
            target = ArrayPool<byte>.Shared.Rent(_capacity);
        }

        _bytes.AsSpan(_start, _end - _start).CopyTo(target);
        if (target != _bytes)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = target;
        }

        (_start, _valid, _end) = (0, _valid - _start, _end - _start);
    }

    // The reader checks no string that it skips, so it is done here, once for every byte.
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
