using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog;
using Wesog.DependencyInjection;
using Wesog.MongoDB;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the MongoDB store.</summary>
public static class WesogMongoBuilderExtensions
{
    /// <summary>Stores images and operations in a MongoDB database. Several hosts can share one queue.</summary>
    /// <param name="builder">The builder that <c>AddWesogImages</c> returns.</param>
    /// <param name="connectionString">The connection string, for example <c>mongodb://HOST:27017/?replicaSet=NAME</c>.</param>
    /// <param name="configure">Changes the default options.</param>
    public static WesogBuilder UseMongoDB(this WesogBuilder builder, string connectionString, Action<MongoStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = new MongoStoreOptions();
        configure?.Invoke(options);
        return builder.UseStore(services => new MongoImageStore(
            connectionString,
            services.GetRequiredService<TimeProvider>(),
            options,
            services.GetRequiredService<IOptions<WesogOptions>>().Value.Query,
            services.GetService<ILoggerFactory>()));
    }
}
