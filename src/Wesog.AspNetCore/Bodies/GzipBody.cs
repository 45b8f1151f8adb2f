using System.IO.Compression;
using System.Security.Cryptography;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Decompresses gzip, and refuses a stream that is corrupt, cut, or followed by something else.</summary>
/// <remarks>
/// <see cref="GZipStream"/> alone takes a cut stream for a short one and passes over what follows a whole one. But a
/// gzip stream is a sequence of members, and it reads them all: so one more member, the seal, is put after the end. Its
/// text, a random one, comes out last if, and only if, all before it was whole.
/// </remarks>
internal sealed class GzipBody(Stream compressed) : ReadOnlyBody
{
    private const int MarkLength = 16;

    private static readonly byte[] Mark = RandomNumberGenerator.GetBytes(MarkLength);
    private static readonly byte[] Seal = Compress(Mark);

    private readonly GZipStream _members = new(new ConcatenatedStream(compressed, Seal), CompressionMode.Decompress);
    private readonly byte[] _held = new byte[16 << 10];
    private int _start;
    private int _end;

    // What may yet turn out to be the seal's text is held back.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_end - _start <= MarkLength)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return _held.AsSpan(_start.._end).SequenceEqual(Mark) ? 0 : throw Corrupt();
            }
        }

        var count = Math.Min(buffer.Length, _end - _start - MarkLength);
        _held.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _members.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _held.AsSpan(_start.._end).CopyTo(_held);
        (_start, _end) = (0, _end - _start);
        try
        {
            var count = await _members.ReadAsync(_held.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += count;
            return count > 0;
        }
        catch (InvalidDataException)
        {
            throw Corrupt();
        }
    }

    private static ProblemException Corrupt() =>
        new(KnownProblems.InvalidBody("compressed", ("encoding", ContentEncoding.Gzip)));

    private static byte[] Compress(byte[] text)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return member.ToArray();
    }
}
