namespace Wesog.Queueing;

/// <summary>How a tenant stands to the ring.</summary>
internal enum TenantState
{
    Idle,
    Waiting,
    Served,
}
