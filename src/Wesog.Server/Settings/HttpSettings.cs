using Wesog.AspNetCore;

namespace Wesog.Server.Settings;

/// <summary>The section <c>Wesog:Http</c>.</summary>
internal sealed class HttpSettings
{
    /// <summary><see cref="WesogHttpOptions.WaitByDefault"/>.</summary>
    public bool WaitByDefault { get; set; }

    /// <summary><see cref="WesogHttpOptions.TenantClaimType"/>.</summary>
    public string TenantClaimType { get; set; } = new WesogHttpOptions().TenantClaimType;
}
