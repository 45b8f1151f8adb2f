namespace Wesog.Engine;

/// <summary>What a tenant may be called.</summary>
internal static class Tenants
{
    private const int MaxLength = 255;

    public static void Check(string tenant)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        if (tenant.Length > MaxLength)
        {
            throw new ArgumentException($"A tenant has at most {MaxLength} characters; this one has {tenant.Length}.", nameof(tenant));
        }
    }
}
