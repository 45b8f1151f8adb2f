namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>Bytes that a client sends at once.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Pause">The delay before the client sends them.</param>
/// <param name="AwaitsWord">Whether the client waits for the first bytes from the server before it sends them.</param>
internal sealed record SentPart(ReadOnlyMemory<byte> Bytes, TimeSpan Pause = default, bool AwaitsWord = false);
