using System.Buffers;
using Wesog.AspNetCore.Memory;

namespace Wesog.AspNetCore.Bodies;

/// <summary>
/// A compressed body that is received completely before it is decoded. An unfinished one therefore needs as much memory as the client has sent, and neither a
/// decoder nor what it decompresses to, which may be a thousand times as much.
/// </summary>
/// <param name="source">The body as it is sent.</param>
/// <param name="memory">The memory of the request.</param>
/// <param name="decode">Creates the decoder of the received bytes, which disposes of them.</param>
internal sealed class CompressedBody(Stream source, RequestMemory memory, Func<ReceivedBody, ReadOnlyBody> decode) : ReadOnlyBody
{
    private readonly ReceivedBody _received = new(source, memory);
    private ReadOnlyBody? _decoded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_decoded is null)
        {
            await _received.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            _decoded = decode(_received);
        }

        return await _decoded.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoded?.Dispose();
            _received.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>The bytes of a body in memory. Returns each block when it has been read.</summary>
internal sealed class ReceivedBody(Stream source, RequestMemory memory) : ReadOnlyBody
{
    // Not counted, like the other memory that every request needs.
    private const int FirstSize = 4 << 10;

    private const int BlockSize = 64 << 10;

    private readonly List<byte[]> _blocks = [];
    private int _lastLength;
    private int _block;
    private int _offset;

    private int BlockLength => _block == _blocks.Count - 1 ? _lastLength : _blocks[_block].Length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Take(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        while (disposing && _block < _blocks.Count)
        {
            ReturnBlock();
        }

        base.Dispose(disposing);
    }

    /// <summary>Receives the whole body.</summary>
    public async Task ReceiveAsync(CancellationToken cancellationToken)
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
