using Wesog.DependencyInjection;
using Wesog.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite.</summary>
public static class WesogSqliteBuilderExtensions
{
    /// <summary>Keeps everything in one SQLite database file, which outlives the process.</summary>
    /// <param name="builder">What <c>AddWesogImages</c> returned.</param>
    /// <param name="path">The file; made at the first start. Relative to the current directory. Its directory must exist.</param>
    /// <remarks><c>docs/specification.md</c>, section "In process". One process at a time; see <see cref="SqliteImageStore"/>.</remarks>
    public static WesogBuilder UseSqlite(this WesogBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseStore(services => new SqliteImageStore(path, services.GetRequiredService<TimeProvider>()));
    }
}
