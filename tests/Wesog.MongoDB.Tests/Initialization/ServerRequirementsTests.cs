using MongoDB.Bson;
using Wesog.MongoDB.Initialization;

namespace Wesog.MongoDB.Tests.Initialization;

public sealed class ServerRequirementsTests
{
    [Theory]
    [InlineData("{ ismaster: true, setName: 'rs0', maxWireVersion: 9 }")]
    [InlineData("{ ismaster: false, secondary: true, setName: 'rs0', maxWireVersion: 25 }")]
    [InlineData("{ ismaster: true, msg: 'isdbgrid', maxWireVersion: 9 }")]
    public void A_member_of_a_set_and_a_router_will_do(string answer) =>
        Assert.Null(ServerRequirements.FaultOf(BsonDocument.Parse(answer)));

    [Theory]
    [InlineData("{ ismaster: true, maxWireVersion: 9 }")]
    [InlineData("{ ismaster: true, msg: 'something', maxWireVersion: 21 }")]
    public void A_server_on_its_own_is_refused_with_what_to_do(string answer) =>
        Assert.Contains("--replSet", ServerRequirements.FaultOf(BsonDocument.Parse(answer)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ ismaster: true, setName: 'rs0', maxWireVersion: 8 }")]
    [InlineData("{ ismaster: true, setName: 'rs0' }")]
    [InlineData("{ ismaster: true, maxWireVersion: 6 }")]
    public void A_server_that_is_too_old_is_refused_with_what_to_do(string answer) =>
        Assert.Contains("older than MongoDB 4.4", ServerRequirements.FaultOf(BsonDocument.Parse(answer)), StringComparison.Ordinal);
}
