namespace Wesog.Server.Tests.Settings;

/// <summary>A build without the MongoDB store.</summary>
public sealed class MongoStoreTests
{
    [Fact]
    public void It_is_told_how_to_build_the_store()
    {
        var fault = Assert.Single(Given.Settings(("Wesog:Store", "mongodb"), ("Wesog:MongoDB:ConnectionString", "mongodb://user:secret@db")).Faults);

        Assert.Contains("Wesog:Store is 'mongodb', but this server was built without it.", fault, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/Wesog.Server -p:MongoDB=true", fault, StringComparison.Ordinal);
        Assert.EndsWith("Available: sqlite, memory.", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void No_trace_of_the_driver_is_beside_the_server() => Assert.Empty(Directory.GetFiles(AppContext.BaseDirectory, "*MongoDB*"));
}
