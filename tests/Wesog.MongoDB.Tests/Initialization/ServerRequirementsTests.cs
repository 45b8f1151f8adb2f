using MongoDB.Bson;
using Wesog.MongoDB.Initialization;

namespace Wesog.MongoDB.Tests.Initialization;

public sealed class ServerRequirementsTests
{
    [Theory]
    [InlineData("{ ismaster: true, setName: 'rs0', maxWireVersion: 9 }")]
    [InlineData("{ ismaster: false, secondary: true, setName: 'rs0', maxWireVersion: 25 }")]
    [InlineData("{ ismaster: true, msg: 'isdbgrid', maxWireVersion: 9 }")]
    public void Replica_set_members_and_routers_are_accepted(string answer) =>
        Assert.Null(ServerRequirements.FaultOf(BsonDocument.Parse(answer)));

    [Theory]
    [InlineData("{ ismaster: true, maxWireVersion: 9 }")]
    [InlineData("{ ismaster: true, msg: 'something', maxWireVersion: 21 }")]
    public void A_standalone_server_is_refused_with_advice(string answer) =>
        Assert.Contains("--replSet", ServerRequirements.FaultOf(BsonDocument.Parse(answer)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ ismaster: true, setName: 'rs0', maxWireVersion: 8 }")]
    [InlineData("{ ismaster: true, setName: 'rs0' }")]
    [InlineData("{ ismaster: true, maxWireVersion: 6 }")]
    public void A_server_that_is_too_old_is_refused_with_advice(string answer) =>
        Assert.Contains("older than MongoDB 4.4", ServerRequirements.FaultOf(BsonDocument.Parse(answer)), StringComparison.Ordinal);
}
