using Wesog.Server.Tests.Running;

namespace Wesog.Server.Tests.Settings;

public sealed class MongoStoreTests
{
    private const string Password = "s3cr3t";

    [Fact]
    public void The_store_is_available()
    {
        var settings = Given.Settings(("Wesog:Store", "mongodb"), ("Wesog:MongoDB:ConnectionString", "mongodb://db"), ("Wesog:MongoDB:Database", "other"));

        Assert.Empty(settings.Faults);
        Assert.Equal(("mongodb", "mongodb://db", "other"), (settings.Store, settings.MongoDB.ConnectionString, settings.MongoDB.Database));
        Assert.EndsWith(
            "Available: sqlite, memory, mongodb.", Assert.Single(Given.Settings(("Wesog:Store", "paper")).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_a_connection_string_fails_with_a_message() =>
        AssertRefused(await StartAsync(), "Wesog:MongoDB:ConnectionString must be set");

    [Theory]
    [InlineData($"mongodb://user:{Password}@")]
    [InlineData($"mongodb://user:{Password}@db:port/")]
    [InlineData($"mongodb://user:{Password}@@db/")]
    [InlineData($"mongodb://user:{Password}%@db/")]
    [InlineData($"mongodb://user:{Password}@db/?appName=a&appName")]
    [InlineData($"mongodb+srv://user:{Password}@db-1,db-2/")]
    public async Task A_start_with_a_malformed_connection_string_fails_with_a_message(string connectionString) =>
        AssertRefused(await StartAsync(("Wesog__MongoDB__ConnectionString", connectionString)), "connection string");

    private static Task<ServerExit> StartAsync(params (string Name, string Value)[] environment) =>
        ServerProcess.RunAsync([("Wesog__Store", "mongodb"), .. environment], "--urls", "http://127.0.0.1:0");

    private static void AssertRefused(ServerExit exit, string expected)
    {
        Assert.Equal(1, exit.Code);
        Assert.StartsWith("Wesog.Server does not start:", exit.Error, StringComparison.Ordinal);
        Assert.Contains(expected, exit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, exit.Error + exit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", exit.Error + exit.Output, StringComparison.Ordinal);
    }
}
