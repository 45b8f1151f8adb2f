using Wesog.Operations;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>An operation reached its final state.</summary>
internal sealed record End(string Tenant, long Number, OperationState State);
