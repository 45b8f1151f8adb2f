namespace Wesog.AspNetCore;

/// <summary>The settings of <c>MapWesogImages</c>. They are validated when the host starts.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Overview and sources" and "HTTP".</remarks>
public sealed class WesogHttpOptions
{
    /// <summary>The largest allowed <see cref="MaxWait"/>: one hour.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Whether a write without the parameter <c>wait</c> waits for its operation. Default false.</summary>
    public bool WaitByDefault { get; set; }

    /// <summary>
    /// The longest time that a write with <c>wait=true</c> waits for its operation; after it the response is a 202. From zero to one hour;
    /// default 30 seconds.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The type of the claim that contains the tenant, whichever authentication scheme supplies it. Default
    /// <c>wesog:tenant</c>. A user has exactly one such claim, of 1 to 255 characters.
    /// </summary>
    public string TenantClaimType { get; set; } = "wesog:tenant";
}
