namespace Wesog.MongoDB.Tests.Server;

/// <summary>Tests that change the state of the whole server. They run one at a time, and not in parallel with other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ServerWide
{
    public const string Name = "server-wide";
}
