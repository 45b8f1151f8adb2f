namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>Bytes that a client sends at once.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Pause">How long the client waits before it sends them.</param>
/// <param name="AwaitsWord">Whether it waits for the first word of the server before it sends them.</param>
internal sealed record SentPart(ReadOnlyMemory<byte> Bytes, TimeSpan Pause = default, bool AwaitsWord = false);
