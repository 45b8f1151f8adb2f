namespace Wesog.Queueing;

/// <summary>What a tenant may still use, or owes, in items.</summary>
internal sealed class DeficitCounter(string tenant, long balance)
{
    public string Tenant { get; } = tenant;

    public long Balance { get; set; } = balance;

    public TenantState Standing { get; set; }

    /// <summary>Whether work was announced since the tenant was last taken.</summary>
    public bool Signalled { get; set; }

    /// <summary>The round in which it was last paid, or in which it went idle.</summary>
    public long Round { get; set; }
}
