namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Thrown by every call of a dead host.</summary>
internal sealed class HostDiedException() : Exception("This host is dead.");
