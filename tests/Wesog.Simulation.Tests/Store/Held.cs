namespace Wesog.Simulation.Tests.Store;

/// <summary>A tenant's turn while someone holds it.</summary>
internal sealed record Held(long Fence, TimeSpan Until);
