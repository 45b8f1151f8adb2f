using System.Security.Claims;
using Wesog.Operations;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Finds the tenant in what a scheme knows of a user.</summary>
internal static class TenantClaim
{
    /// <summary>Whether a scheme has signed the user in.</summary>
    public static bool IsAuthenticated(ClaimsPrincipal user) => user.Identities.Any(identity => identity.IsAuthenticated);

    /// <summary>
    /// The tenant; null where there is none, or where two claims name different ones: to choose between them would be to
    /// guess whose images are shown. What no scheme has signed in does not count.
    /// </summary>
    public static string? Find(ClaimsPrincipal user, string claimType)
    {
        string? tenant = null;
        foreach (var identity in user.Identities)
        {
            if (!identity.IsAuthenticated)
            {
                continue;
            }

            foreach (var claim in identity.FindAll(claimType))
            {
                if (TenantName.FaultOf(claim.Value) is not null || (tenant is not null && tenant != claim.Value))
                {
                    return null;
                }

                tenant = claim.Value;
            }
        }

        return tenant;
    }
}
