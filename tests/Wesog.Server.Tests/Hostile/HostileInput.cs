namespace Wesog.Server.Tests.Hostile;

/// <summary>Runs alone, because these tests measure the memory of the process and use all processors.</summary>
[CollectionDefinition(nameof(HostileInput), DisableParallelization = true)]
public sealed class HostileInput;
