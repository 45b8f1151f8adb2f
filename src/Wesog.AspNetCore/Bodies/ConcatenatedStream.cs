namespace Wesog.AspNetCore.Bodies;

/// <summary>A stream followed by given bytes.</summary>
internal sealed class ConcatenatedStream(Stream source, ReadOnlyMemory<byte> appended) : ReadOnlyBody
{
    private ReadOnlyMemory<byte> _rest = appended;

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
