using System.Collections.Concurrent;
using MongoDB.Driver.Core.Events;
using Wesog.Engine;
using Wesog.MongoDB.Tests.Hosts;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.ChangeFeed;

/// <summary>Idle hosts send few requests to the server.</summary>
public sealed class IdleTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<string> _commands = [];

    [Fact]
    public async Task Idle_hosts_that_watch_send_about_one_request_a_second()
    {
        await using var database = new TestDatabase();
        await using var a = await ImageEngine.StartNewAsync(Counted(database));
        await using var b = await ImageEngine.StartNewAsync(Counted(database));
        await Eventually.IsTrueAsync(() => _commands.Count(command => command == "getMore") >= 2, "both hosts watch");

        _commands.Clear();
        await Task.Delay(Window);

        // The server answers an idle cursor after one second. The window may include a sweep and late requests of the start.
        Assert.InRange(_commands.Count(command => command == "getMore"), 1, 10);
        Assert.InRange(_commands.Count(command => command != "getMore"), 0, 12);
    }

    [Fact]
    public async Task Idle_hosts_poll_less_and_less_often()
    {
        await using var database = new TestDatabase();
        await using var a = await ImageEngine.StartNewAsync(new PollingStore(Counted(database)));
        await using var b = await ImageEngine.StartNewAsync(new PollingStore(Counted(database)));
        await Eventually.IsTrueAsync(() => _commands.Count(command => command == "find") >= 14, "both hosts have polled several times");

        _commands.Clear();
        await Task.Delay(Window);

        // A poll is one find and one transaction that reads the backlogs. By now each host polls every three seconds.
        Assert.InRange(_commands.Count, 0, 14);
    }

    private MongoImageStore Counted(TestDatabase database) => database.Store(configure: settings =>
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(command => _commands.Enqueue(command.CommandName)));
}
