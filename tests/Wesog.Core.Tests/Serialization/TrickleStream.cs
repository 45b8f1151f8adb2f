namespace Wesog.Core.Tests.Serialization;

/// <summary>Returns at most the given number of bytes per read.</summary>
internal sealed class TrickleStream(byte[] body, int size) : MemoryStream(body)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
}
