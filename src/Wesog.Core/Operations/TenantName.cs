using Wesog.Texts;

namespace Wesog.Operations;

/// <summary>The rules of a tenant's name: 1 to 255 characters (UTF-16 units), without a NUL or half of a surrogate pair.</summary>
/// <remarks>A store that keeps UTF-8 cannot distinguish two names that differ only in halves of surrogate pairs.</remarks>
public static class TenantName
{
    /// <summary>The largest number of characters.</summary>
    public const int MaxLength = 255;

    /// <summary>Returns the rule that a name breaks, as the end of a sentence (<c>must be a text of …</c>); null if the name is valid.</summary>
    /// <param name="tenant">The name.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tenant"/> is null.</exception>
    public static string? FaultOf(string tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return tenant.Length is 0 or > MaxLength ? $"must be a text of 1 to {MaxLength} characters, but it has {tenant.Length}."
            : tenant.Contains('\0') || Characters.HasLoneSurrogate(tenant) ? "must be a text, but it holds a NUL or half of a surrogate pair."
            : null;
    }

    internal static void Check(string tenant)
    {
        if (FaultOf(tenant) is { } fault)
        {
            throw new ArgumentException($"A tenant's name {fault}", nameof(tenant));
        }
    }
}
