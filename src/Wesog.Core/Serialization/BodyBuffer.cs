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
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _capacity = capacity;
    private int _start;
    private int _valid;
    private int _end;
    private bool _streamEnded;
    private long _total;
    private bool _isBegun;

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
    /// <exception cref="MalformedJsonException">What comes next is no UTF-8.</exception>
    /// <exception cref="BatchTooLargeException">The body is too long.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            Advance(Unread.Length);
            throw new MalformedJsonException(Line + 1, Column + 1);
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
