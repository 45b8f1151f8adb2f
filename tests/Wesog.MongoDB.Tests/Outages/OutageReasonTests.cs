using System.Net;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Clusters;
using MongoDB.Driver.Core.Connections;
using MongoDB.Driver.Core.Servers;
using Wesog.MongoDB.Data;
using Wesog.Operations;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>Checks the reason that is reported for each error of the server. Needs no server.</summary>
public sealed class OutageReasonTests
{
    [Theory]
    [InlineData(14031, StoreUnavailableReason.DiskFull)]
    [InlineData(12501, StoreUnavailableReason.DiskFull)]
    [InlineData(24, StoreUnavailableReason.Locked)]
    [InlineData(112, StoreUnavailableReason.Locked)]
    [InlineData(39, StoreUnavailableReason.DiskError)]
    [InlineData(13, StoreUnavailableReason.AccessDenied)]
    [InlineData(10107, StoreUnavailableReason.Unreachable)]
    [InlineData(91, StoreUnavailableReason.Unreachable)]
    public async Task An_error_of_the_server_has_a_reason(int code, StoreUnavailableReason reason)
    {
        var connection = new ConnectionId(new ServerId(new ClusterId(), new DnsEndPoint("localhost", 1)));

        await AssertReasonAsync(new MongoCommandException(connection, "x", [], new BsonDocument("code", code)), reason);
    }

    [Fact]
    public Task A_server_that_does_not_respond_in_time_is_unreachable() => AssertReasonAsync(new TimeoutException(), StoreUnavailableReason.Unreachable);

    /// <summary>What the driver throws when the primary steps down while a connection is being opened.</summary>
    [Fact]
    public Task A_connection_that_is_lost_before_it_has_an_id_is_unreachable() =>
        AssertReasonAsync(new ArgumentNullException("connectionId"), StoreUnavailableReason.Unreachable);

    [Fact]
    public async Task Another_wrong_argument_is_no_outage() => await Assert.ThrowsAsync<ArgumentNullException>(
        async () => await Failures.GuardAsync(() => Task.FromException(new ArgumentNullException("document"))));

    private static async Task AssertReasonAsync(Exception failure, StoreUnavailableReason reason)
    {
        var reported = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Failures.GuardAsync(() => Task.FromException(failure)));

        Assert.Equal(reason, reported.Reason);
        Assert.Same(failure, reported.InnerException);
    }
}
