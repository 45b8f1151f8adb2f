using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wesog.Engine;
using Wesog.Storage;

namespace Wesog.MongoDB.Tests.Engine;

public sealed class UseMongoDBTests
{
    [Fact]
    public void A_host_can_use_the_store()
    {
        using var host = Build("mongodb://127.0.0.1:1");

        Assert.Equal("mongodb", host.Services.GetRequiredService<ImageEngine>().StoreName);
    }

    [Fact]
    public async Task A_host_whose_connection_string_is_malformed_does_not_start_and_does_not_repeat_it()
    {
        using var host = Build("mongodb://user:secret@");

        var refusal = await Assert.ThrowsAsync<StoreInitializationException>(() => host.StartAsync());

        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_must_be_given() =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddWesogImages().UseMongoDB(" "));

    [Fact]
    public void The_database_is_wesog_unless_another_is_named()
    {
        var options = new MongoStoreOptions();
        Assert.Equal("wesog", options.Database);

        var builder = new ServiceCollection().AddWesogImages();
        builder.UseMongoDB("mongodb://127.0.0.1:1", mongo => (options, mongo.Database) = (mongo, "other"));

        Assert.Equal("other", options.Database);
    }

    private static IHost Build(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWesogImages().UseMongoDB(connectionString);
        return builder.Build();
    }
}
