namespace Wesog.Simulation.Tests.Store;

/// <summary>The lease of a tenant.</summary>
internal sealed record SimulatedLease(long FencingToken, TimeSpan Until);
