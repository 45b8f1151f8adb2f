using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog;
using Wesog.DependencyInjection;
using Wesog.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQLite store.</summary>
public static class WesogSqliteBuilderExtensions
{
    /// <summary>Stores images and operations in one SQLite database file. The file persists across restarts.</summary>
    /// <param name="builder">The builder that <c>AddWesogImages</c> returns.</param>
    /// <param name="path">
    /// The database file, relative to the current directory. Created at the first start. Its directory must exist.
    /// </param>
    /// <remarks>
    /// <c>docs/specification.md</c>, section "In process". Only one process at a time may use the file; see
    /// <see cref="SqliteImageStore"/>.
    /// </remarks>
    public static WesogBuilder UseSqlite(this WesogBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseStore(services => new SqliteImageStore(
            path,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<IOptions<WesogOptions>>().Value.Query,
            services.GetService<ILoggerFactory>()));
    }
}
