namespace Wesog.Validation;

/// <summary>What a tenant may be called: any text of 1 to 255 characters (UTF-16 units), without a NUL or half of a surrogate pair.</summary>
/// <remarks>Two names that differ in such halves only are one text in UTF-8: a store would take them for one tenant.</remarks>
public static class TenantName
{
    /// <summary>Most characters of a name.</summary>
    public const int MaxLength = 255;

    /// <summary>What is wrong with a name, to stand behind whatever it was given as: <c>must be a text of …</c>; null where nothing is.</summary>
    /// <param name="tenant">The name.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tenant"/> is null.</exception>
    public static string? FaultOf(string tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return tenant.Length is 0 or > MaxLength ? $"must be a text of 1 to {MaxLength} characters, but it has {tenant.Length}."
            : TextRule.Validate(tenant) is not null ? "must be a text, but it holds a NUL or half of a surrogate pair."
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
