using System.Security.Claims;
using Wesog.Operations;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Finds what operations show of the user who submitted them.</summary>
internal static class UserName
{
    /// <summary>The name claim of the first authenticated identity that has one; null if there is none, or if it has more than 255 characters.</summary>
    public static string? Of(ClaimsPrincipal user) =>
        user.Identities.FirstOrDefault(identity => identity.IsAuthenticated && identity.Name is not null)?.Name is { } name && Labels.IsValid(name) ? name : null;
}
