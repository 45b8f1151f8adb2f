using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Telemetry;

namespace Wesog.Availability;

/// <summary>Records the damage that calls found in a store, and logs each damaged place once. Damage does not end by itself.</summary>
internal sealed class DamageRecord(string store, ILogger logger)
{
    /// <summary>The most places that are logged one by one. Beyond, the store needs a check, not a longer log.</summary>
    public const int MaxPlaces = 100;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _places = new(StringComparer.Ordinal);
    private volatile bool _isFound;

    /// <summary>Whether a call has found damage.</summary>
    public bool IsFound => _isFound;

    /// <summary>Records a call that met damage.</summary>
    /// <param name="call">The name of the call.</param>
    /// <param name="damage">The exception of the call.</param>
    public void Found(string call, StoreDamagedException damage)
    {
        _isFound = true;
        var place = damage.Location ?? "place unknown";
        lock (_lock)
        {
            if (_places.Count > MaxPlaces || !_places.Add(place))
            {
                return;
            }

            if (_places.Count <= MaxPlaces)
            {
                logger.StoreDamaged(damage, store, place, call);
            }
            else
            {
                logger.StoreDamagedWidely(store, MaxPlaces);
            }
        }
    }
}
