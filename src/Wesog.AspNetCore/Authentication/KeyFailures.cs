using System.Diagnostics.Metrics;
using System.Net;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Counts and logs keys that are not accepted, and delays the responses to them.</summary>
internal sealed class KeyFailures(IMeterFactory meters, FailureLog log, FailureDelay delay)
{
    public const string UnknownKey = "unknown_key";
    public const string NotLocal = "not_local";

    private readonly Counter<long> _failures = meters.Create("Wesog").CreateCounter<long>(
        "wesog.authentication.failures", "{request}", "Requests with an API key that is not accepted, by reason.");

    /// <summary>Records a key that is not accepted.</summary>
    /// <param name="reason"><see cref="UnknownKey"/> or <see cref="NotLocal"/>.</param>
    /// <param name="address">The address of the client; null if it has none.</param>
    public void Record(string reason, IPAddress? address)
    {
        _failures.Add(1, new KeyValuePair<string, object?>("reason", reason));
        log.Record(address);
    }

    /// <inheritdoc cref="FailureDelay.WaitAsync"/>
    public Task<bool> DelayAsync(IPAddress? address, TimeSpan most, CancellationToken cancellationToken) => delay.WaitAsync(address, most, cancellationToken);
}
