namespace Wesog.Core.Tests.Serialization;

/// <summary>Gives a body in pieces of at most the given size.</summary>
internal sealed class TrickleStream(byte[] body, int size) : MemoryStream(body)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
}
