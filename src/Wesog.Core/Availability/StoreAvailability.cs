using Microsoft.Extensions.Logging;

namespace Wesog.Availability;

/// <summary>Whether a store reads and writes, as its calls show. A store may do one and not the other: a full disk can be read.</summary>
internal sealed class StoreAvailability(string store, TimeProvider time, ILogger logger)
{
    public OutageSeries Reading { get; } = new(store, "read", time, logger);

    public OutageSeries Writing { get; } = new(store, "write", time, logger);

    /// <inheritdoc cref="OutageSeries.EndIfSettled"/>
    public void EndIfSettled(bool isStopping = false)
    {
        Reading.EndIfSettled(isStopping);
        Writing.EndIfSettled(isStopping);
    }
}
