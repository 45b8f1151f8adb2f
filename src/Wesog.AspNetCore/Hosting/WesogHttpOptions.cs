using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore;

/// <summary>The settings of <c>MapWesogImages</c>. They are validated when the host starts.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Overview and sources" and "HTTP".</remarks>
public sealed class WesogHttpOptions
{
    /// <summary>The largest allowed <see cref="MaxWait"/>: one hour.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The default of <see cref="MaxMemoryBytes"/>.</summary>
    internal static readonly long DefaultMemoryBytes = Math.Max(64L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    // In bytes, beside its JSON.
    private const long MemoryOfItem = 256;

    private const long MemoryOfBuffers = 256 << 10;

    /// <summary>Whether a write without the parameter <c>wait</c> waits for its operation. Default false.</summary>
    public bool WaitByDefault { get; set; }

    /// <summary>
    /// The longest time that a write with <c>wait=true</c> waits for its operation; after it the response is a 202. From zero to one hour;
    /// default 30 seconds.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most memory that all requests together may use for bodies and responses, in bytes. The requests of one tenant may use half of it, beyond which they are
    /// 429, and half of what the requests of the other tenants leave, beyond which they are 503. At least <see cref="LeastMemoryBytes"/>. Default a quarter of the memory that the
    /// process may use, at least 64 MiB.
    /// </summary>
    public long MaxMemoryBytes { get; set; } = DefaultMemoryBytes;

    /// <summary>
    /// The type of the claim that contains the tenant, whichever authentication scheme supplies it. Default
    /// <c>wesog:tenant</c>. A user has exactly one such claim, of 1 to 255 characters.
    /// </summary>
    public string TenantClaimType { get; set; } = "wesog:tenant";

    /// <summary>Returns the least value of <see cref="MaxMemoryBytes"/>, in bytes. Half of it holds a batch of the largest size.</summary>
    /// <param name="limits">The limits of batches.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <remarks>The default of <see cref="MaxMemoryBytes"/> may be less: bodies that it does not hold are then refused as too large.</remarks>
    public static long LeastMemoryBytes(EngineLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return 2 * (limits.MaxBodyBytes + (limits.MaxBodyBytes / 8) + (MemoryOfItem * limits.MaxBatchItems)
            + ((long)MemorySize.OfError * limits.MaxErrors) + MemoryOfBuffers);
    }
}
