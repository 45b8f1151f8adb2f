namespace Wesog.MongoDB.Tests.Server;

/// <summary>Tests that change the server for all who use it: they run one by one, when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ServerWide
{
    public const string Name = "server-wide";
}
