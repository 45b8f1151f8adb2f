using FsCheck;
using FsCheck.Fluent;
using Wesog.Core.Tests.Model;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>Operations of several tenants, and the seed of the faults that are injected into the hosts.</summary>
internal sealed record HostHistory(IReadOnlyList<IReadOnlyList<ModelOperation>> Tenants, int Seed)
{
    public static Gen<HostHistory> All =>
        from tenants in Histories.All.ListOf(3)
        from seed in Gen.Choose(0, int.MaxValue)
        select new HostHistory([.. tenants.Select(Accepted)], seed);

    // Omits operations that are refused before they are queued. Histories are short because each one is slow.
    private static IReadOnlyList<ModelOperation> Accepted(IReadOnlyList<ModelOperation> history) =>
        [.. history.Where(operation => !NaiveModel.Refuses(operation)).Take(7)];

    public override string ToString() =>
        $"seed {Seed}\n{string.Join("\n", Tenants.Select((operations, tenant) => $"tenant {tenant}:\n{string.Join("", operations)}"))}";
}
