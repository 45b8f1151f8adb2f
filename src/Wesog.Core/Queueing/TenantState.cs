namespace Wesog.Queueing;

/// <summary>The scheduling state of a tenant.</summary>
internal enum TenantState
{
    Idle,
    Waiting,
    Served,
}
