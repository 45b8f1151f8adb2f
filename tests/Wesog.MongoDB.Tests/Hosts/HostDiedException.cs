namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>What a dead host's calls come to.</summary>
internal sealed class HostDiedException() : Exception("This host is dead.");
