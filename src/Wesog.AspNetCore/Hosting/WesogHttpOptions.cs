namespace Wesog.AspNetCore;

/// <summary>The settings of <c>MapWesogImages</c>. Checked when the host starts.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Overview and sources" and "HTTP".</remarks>
public sealed class WesogHttpOptions
{
    /// <summary>Whether a write that says neither <c>wait=true</c> nor <c>wait=false</c> waits for its operation. Default false.</summary>
    public bool WaitByDefault { get; set; }

    /// <summary>
    /// The type of the claim that names the tenant, whichever authentication scheme supplies it. Default
    /// <c>wesog:tenant</c>. A user has exactly one, of 1 to 255 characters.
    /// </summary>
    public string TenantClaimType { get; set; } = "wesog:tenant";
}
