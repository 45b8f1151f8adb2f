using System.Security.Claims;
using Wesog.Operations;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Finds the tenant among the claims of a user.</summary>
internal static class TenantClaim
{
    /// <summary>Whether a scheme has authenticated the user.</summary>
    public static bool IsAuthenticated(ClaimsPrincipal user) => user.Identities.Any(identity => identity.IsAuthenticated);

    /// <summary>
    /// The tenant; null if no claim names one or two claims name different ones. Claims of an identity that no scheme has authenticated do
    /// not count.
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
