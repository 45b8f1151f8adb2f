using System.Buffers;
using System.IO.Compression;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Decompresses Brotli. A stream that is corrupt, cut or followed by other bytes is a problem.</summary>
/// <remarks><see cref="BrotliStream"/> does not detect a cut stream.</remarks>
internal sealed class BrotliBody(Stream compressed) : ReadOnlyBody
{
    private readonly byte[] _chunk = new byte[16 << 10];
    private BrotliDecoder _decoder;
    private Memory<byte> _input;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var status = _decoder.Decompress(_input.Span, buffer.Span, out var consumed, out var written);
            _input = _input[consumed..];
            if (written > 0)
            {
                return written;
            }

            var hasMore = !_input.IsEmpty || await FillAsync(cancellationToken).ConfigureAwait(false);
            switch (status)
            {
                case OperationStatus.Done when !hasMore:
                    return 0;
                case OperationStatus.NeedMoreData when hasMore:
                    continue;
                default:
                    throw new ProblemException(KnownProblems.InvalidBody("compressed", ("encoding", ContentEncoding.Brotli)));
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder.Dispose();
            compressed.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var count = await compressed.ReadAsync(_chunk, cancellationToken).ConfigureAwait(false);
        _input = _chunk.AsMemory(0, count);
        return count > 0;
    }
}
