namespace Wesog.Queueing;

/// <summary>The scheduling state of one tenant: its balance in items (negative is a deficit) and its state.</summary>
internal sealed class DeficitCounter(string tenant, long balance)
{
    public string Tenant { get; } = tenant;

    public long Balance { get; set; } = balance;

    public TenantState State { get; set; }

    /// <summary>Whether work was signalled since the tenant was last granted.</summary>
    public bool Signalled { get; set; }

    /// <summary>The round in which the tenant last received a quantum or became idle.</summary>
    public long Round { get; set; }
}
