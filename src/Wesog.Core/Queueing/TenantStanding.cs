namespace Wesog.Queueing;

/// <summary>How a tenant stands to the ring.</summary>
internal enum TenantStanding
{
    Idle,
    Waiting,
    Served,
}
