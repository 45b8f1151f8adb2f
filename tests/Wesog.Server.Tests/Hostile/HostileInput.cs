namespace Wesog.Server.Tests.Hostile;

/// <summary>Alone: these tests measure the memory of the process, and keep its processors busy.</summary>
[CollectionDefinition(nameof(HostileInput), DisableParallelization = true)]
public sealed class HostileInput;
