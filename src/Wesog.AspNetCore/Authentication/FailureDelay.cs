using System.Net;
using System.Net.Sockets;

namespace Wesog.AspNetCore.Authentication;

/// <summary>
/// Delays the responses to wrong keys. The delay doubles with each failure of an address, and halves with each second without one. Memory and the number of
/// waiting responses are limited, so that wrong keys cannot exhaust the server.
/// </summary>
internal sealed class FailureDelay(TimeProvider time)
{
    /// <summary>The most responses that wait at once.</summary>
    public const int MaxWaiting = 256;

    /// <summary>The delay of the first failure of an address.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(25);

    // Addresses share slots, so that any number of them needs no more memory.
    private const int Slots = 1_024;

    // In bytes. A host can use every address of its IPv6 network.
    private const int Network = 8;

    private readonly Lock _lock = new();
    private readonly (double Failures, long Last)[] _slots = new (double, long)[Slots];
    private int _waiting;

    /// <summary>Counts a failure and waits.</summary>
    /// <param name="address">The address of the client; null if it has none.</param>
    /// <param name="most">The longest delay.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>False, without a delay, if too many responses wait already.</returns>
    public async Task<bool> WaitAsync(IPAddress? address, TimeSpan most, CancellationToken cancellationToken)
    {
        var delay = Count(address, most);
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        try
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Counts a failure and returns its delay.</summary>
    /// <param name="address">The address of the client; null if it has none.</param>
    /// <param name="most">The longest delay.</param>
    public TimeSpan Count(IPAddress? address, TimeSpan most)
    {
        ref var slot = ref _slots[SlotOf(address)];
        lock (_lock)
        {
            var failures = Math.Max(0, slot.Failures - time.GetElapsedTime(slot.Last).TotalSeconds);
            slot = (failures + 1, time.GetTimestamp());
            var delay = First * Math.Pow(2, Math.Min(failures, 30));
            return delay < most ? delay : most;
        }
    }

    private static int SlotOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var length = 0;
        address?.TryWriteBytes(bytes, out length);

        // The hash differs in each process, so that a client cannot choose the slot of another one.
        var hash = default(HashCode);
        hash.AddBytes(bytes[..(address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Network : length)]);
        return (hash.ToHashCode() & int.MaxValue) % Slots;
    }
}
