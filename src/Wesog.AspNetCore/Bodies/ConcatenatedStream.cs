namespace Wesog.AspNetCore.Bodies;

/// <summary>A stream with some bytes put after its end.</summary>
internal sealed class ConcatenatedStream(Stream source, ReadOnlyMemory<byte> seal) : ReadOnlyBody
{
    private ReadOnlyMemory<byte> _rest = seal;

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
