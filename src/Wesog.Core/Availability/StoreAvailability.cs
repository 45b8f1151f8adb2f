using Microsoft.Extensions.Logging;

namespace Wesog.Availability;

/// <summary>Tracks the availability of a store for reads and for writes separately, because a store on a full disk can still be read; and its damage.</summary>
internal sealed class StoreAvailability(string store, TimeProvider time, ILogger logger)
{
    public OutageSeries Reading { get; } = new(store, "read", time, logger);

    public OutageSeries Writing { get; } = new(store, "write", time, logger);

    public DamageRecord Damage { get; } = new(store, logger);

    /// <inheritdoc cref="OutageSeries.EndIfSettled"/>
    public void EndIfSettled(bool isStopping = false)
    {
        Reading.EndIfSettled(isStopping);
        Writing.EndIfSettled(isStopping);
    }
}
