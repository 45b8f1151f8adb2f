using System.Collections.Concurrent;
using MongoDB.Driver.Core.Events;
using Wesog.Engine;
using Wesog.MongoDB.Tests.Hosts;
using Wesog.MongoDB.Tests.Server;

namespace Wesog.MongoDB.Tests.ChangeFeed;

/// <summary>Hosts with nothing to do ask the server for next to nothing.</summary>
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
        await Eventually.IsTrueAsync(() => _commands.Count(command => command == "getMore") >= 2, "both watch");

        _commands.Clear();
        await Task.Delay(Window);

        // A cursor answers after a second where it has nothing to tell. A sweep may fall into the window, and what came late
        // of the start.
        Assert.InRange(_commands.Count(command => command == "getMore"), 1, 10);
        Assert.InRange(_commands.Count(command => command != "getMore"), 0, 12);
    }

    [Fact]
    public async Task Idle_hosts_poll_less_and_less_often()
    {
        await using var database = new TestDatabase();
        await using var a = await ImageEngine.StartNewAsync(new PollingStore(Counted(database)));
        await using var b = await ImageEngine.StartNewAsync(new PollingStore(Counted(database)));
        await Eventually.IsTrueAsync(() => _commands.Count(command => command == "find") >= 14, "both have looked several times");

        _commands.Clear();
        await Task.Delay(Window);

        // A look is a find, and a read of the backlogs in a transaction; each host looks every three seconds by now.
        Assert.InRange(_commands.Count, 0, 14);
    }

    private MongoImageStore Counted(TestDatabase database) => database.Store(configure: settings =>
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(command => _commands.Enqueue(command.CommandName)));
}
