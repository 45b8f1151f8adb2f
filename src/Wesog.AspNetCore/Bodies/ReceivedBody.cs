using System.Buffers;
using Wesog.AspNetCore.Memory;

namespace Wesog.AspNetCore.Bodies;

/// <summary>
/// A body that is received completely before its first byte is returned. An unfinished compressed body therefore needs as much memory as the
/// client has sent, and not what it decompresses to, which may be a thousand times as much.
/// </summary>
internal sealed class ReceivedBody(Stream source, RequestMemory memory) : ReadOnlyBody
{
    // Not counted, like the other memory that every request needs.
    private const int FirstSize = 4 << 10;

    private const int BlockSize = 64 << 10;

    private readonly List<byte[]> _blocks = [];
    private bool _isReceived;
    private int _lastLength;
    private int _block;
    private int _offset;

    private int BlockLength => _block == _blocks.Count - 1 ? _lastLength : _blocks[_block].Length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isReceived)
        {
            await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            _isReceived = true;
        }

        return Take(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        while (disposing && _block < _blocks.Count)
        {
            ReturnBlock();
        }

        base.Dispose(disposing);
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        int count;
        do
        {
            if (_blocks.Count == 0 || _lastLength == _blocks[^1].Length)
            {
                AddBlock();
            }

            count = await source.ReadAsync(_blocks[^1].AsMemory(_lastLength), cancellationToken).ConfigureAwait(false);
            _lastLength += count;
        }
        while (count > 0);
    }

    private void AddBlock()
    {
        var size = FirstSize;
        if (_blocks.Count > 0)
        {
            size = BlockSize;
            memory.ReserveForBody(size);
        }

        _blocks.Add(ArrayPool<byte>.Shared.Rent(size));
        _lastLength = 0;
    }

    private int Take(Span<byte> target)
    {
        while (_block < _blocks.Count && _offset == BlockLength)
        {
            ReturnBlock();
        }

        if (_block == _blocks.Count)
        {
            return 0;
        }

        var read = _blocks[_block].AsSpan(_offset, Math.Min(target.Length, BlockLength - _offset));
        read.CopyTo(target);
        _offset += read.Length;
        return read.Length;
    }

    private void ReturnBlock()
    {
        ArrayPool<byte>.Shared.Return(_blocks[_block]);
        if (_block > 0)
        {
            memory.Release(BlockSize);
        }

        _block++;
        _offset = 0;
    }
}
