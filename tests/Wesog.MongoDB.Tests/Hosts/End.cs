using Wesog.Operations;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>An operation got its final state.</summary>
internal sealed record End(string Tenant, long Number, OperationState State);
