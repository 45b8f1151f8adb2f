using MongoDB.Bson;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Initialization;

/// <summary>Users with restricted rights.</summary>
[Collection(ServerWide.Name)]
public sealed class RightsTests : DatabaseTests
{
    private static readonly BsonDocument Unauthorized = new("errorCode", 13);

    private readonly string _name = $"rights-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("create")]
    [InlineData("createIndexes")]
    [InlineData("update")]
    public async Task A_user_without_the_right_to_create_the_store_is_refused_with_the_required_role(string command)
    {
        await using var failPoint = await FailPoint.TurnOnAsync(_name, [command], Unauthorized);
        await using var store = Database.Store(name: _name);

        var refusal = await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));

        Assert.Contains("readWrite", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Database.Name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_the_right_to_read_settings_can_use_the_store()
    {
        await using var failPoint = await FailPoint.TurnOnAsync(_name, ["getParameter"], Unauthorized);
        await using var store = await Database.OpenAsync(name: _name);

        await store.ProbeAsync(0, default);
    }

    [Fact]
    public async Task A_user_without_the_right_to_watch_polls_for_unfinished_operations()
    {
        await using var store = await Database.OpenAsync(name: _name);
        await store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);
        await using var failPoint = await FailPoint.TurnOnAsync(_name, ["aggregate"], Unauthorized);
        await using var changes = store.WatchAsync(default).GetAsyncEnumerator();

        // A change stream would report only the first of these.
        for (var reported = 0; reported < 3; reported++)
        {
            Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.IsType<StoreChange.ResyncRequired>(changes.Current);
        }
    }
}
