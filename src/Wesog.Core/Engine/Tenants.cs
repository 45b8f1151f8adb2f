using Wesog.Validation;

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

        // A store that writes texts as UTF-8 would take two such for one.
        if (TextRule.Judge(tenant) is not null)
        {
            throw new ArgumentException("A tenant is a text: without a NUL, and without half of a surrogate pair.", nameof(tenant));
        }
    }
}
