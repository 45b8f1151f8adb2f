using System.Security.Claims;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Finds the tenant in what a scheme knows of a user.</summary>
internal static class TenantClaim
{
    public const int MaxLength = 255;

    public static bool IsTenant(string value) => value.Length is > 0 and <= MaxLength;

    /// <summary>
    /// The tenant; null where there is none, or where two claims name different ones: to choose between them would be to
    /// guess whose images are shown.
    /// </summary>
    public static string? Find(ClaimsPrincipal user, string claimType)
    {
        string? tenant = null;
        foreach (var claim in user.FindAll(claimType))
        {
            if (!IsTenant(claim.Value) || (tenant is not null && tenant != claim.Value))
            {
                return null;
            }

            tenant = claim.Value;
        }

        return tenant;
    }
}
