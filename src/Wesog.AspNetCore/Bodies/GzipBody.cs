using System.IO.Compression;
using System.Security.Cryptography;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Decompresses gzip. A stream that is corrupt, cut or followed by other bytes is a problem.</summary>
/// <remarks>
/// <see cref="GZipStream"/> does not detect a cut stream and ignores bytes after the end. It does read a sequence of gzip members, so this
/// class appends one more member with a random text. The text comes out last if and only if everything before it was complete.
/// </remarks>
internal sealed class GzipBody(Stream compressed) : ReadOnlyBody
{
    private const int MarkLength = 16;

    private static readonly byte[] Mark = RandomNumberGenerator.GetBytes(MarkLength);
    private static readonly byte[] Appended = Compress(Mark);

    private readonly GZipStream _members = new(new ConcatenatedStream(compressed, Appended), CompressionMode.Decompress);
    private readonly byte[] _buffered = new byte[16 << 10];
    private int _start;
    private int _end;

    // Holds back the last bytes, which may be the text of the appended member.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_end - _start <= MarkLength)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return _buffered.AsSpan(_start.._end).SequenceEqual(Mark) ? 0 : throw Corrupt();
            }
        }

        var count = Math.Min(buffer.Length, _end - _start - MarkLength);
        _buffered.AsMemory(_start, count).CopyTo(buffer);
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
        _buffered.AsSpan(_start.._end).CopyTo(_buffered);
        (_start, _end) = (0, _end - _start);
        try
        {
            var count = await _members.ReadAsync(_buffered.AsMemory(_end), cancellationToken).ConfigureAwait(false);
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

/// <summary>A stream followed by given bytes. Disposal disposes of the stream.</summary>
internal sealed class ConcatenatedStream(Stream source, ReadOnlyMemory<byte> appended) : ReadOnlyBody
{
    private ReadOnlyMemory<byte> _rest = appended;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count > 0 || buffer.IsEmpty)
        {
            return count;
        }

        count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}
