using Microsoft.Extensions.Logging;
using Wesog.DependencyInjection;
using Wesog.MongoDB;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses MongoDB.</summary>
public static class WesogMongoBuilderExtensions
{
    /// <summary>Keeps everything in a MongoDB database, where many hosts share one queue.</summary>
    /// <param name="builder">What <c>AddWesogImages</c> returned.</param>
    /// <param name="connectionString">Where the servers are, as in <c>mongodb://HOST:27017/?replicaSet=NAME</c>.</param>
    /// <param name="configure">Sets what is not to be as it is by default.</param>
    public static WesogBuilder UseMongoDB(
        this WesogBuilder builder, string connectionString, Action<MongoStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = new MongoStoreOptions();
        configure?.Invoke(options);
        return builder.UseStore(services => new MongoImageStore(
            connectionString, services.GetRequiredService<TimeProvider>(), options, services.GetService<ILoggerFactory>()));
    }
}
