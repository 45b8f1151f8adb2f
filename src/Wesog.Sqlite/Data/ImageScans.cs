using Microsoft.Data.Sqlite;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Sqlite.Indexing;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Runs scans of images in turns, so that a long one delays no other read.</summary>
/// <remarks>
/// A scan that ends within its first turn needs nothing else. A longer one keeps a connection, with its snapshot, between its turns. Their number is
/// limited, of a tenant and in total; further scans wait.
/// </remarks>
internal sealed class ImageScans(ReaderPool readers, SqliteSession session)
{
    /// <summary>The number of long queries that run at once, and of exports.</summary>
    public const int Places = 16;

    /// <summary>The number of long queries of one tenant that run at once, and of exports.</summary>
    public const int PlacesOfTenant = 2;

    private readonly ReadScheduler _queries = new(Places, PlacesOfTenant);
    private readonly ReadScheduler _exports = new(Places, PlacesOfTenant);

    /// <exception cref="Operations.StoreUnavailableException">The file cannot be read.</exception>
    /// <exception cref="Operations.StoreDamagedException">Part of the file is damaged.</exception>
    public async ValueTask RunAsync(Tenant tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        // An export cannot begin again if the index is damaged.
        var usesIndex = session.Index.IsKept && !scan.WaitsForReader && scan.Filter != ImageFilter.All;
        var givenUp = session.Index.GivenUp;
        try
        {
            await RunAsync(tenant, scan, usesIndex ? session.Index : null, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreDamagedException damage) when (usesIndex && damage.EndsTransaction())
        {
            await RunAsync(tenant, scan, null, cancellationToken).ConfigureAwait(false);

            // The images are whole, so the index is not.
            session.IndexKeeper.Report(damage, givenUp);
        }
    }

    private async ValueTask RunAsync(Tenant tenant, ImageScan scan, StoreIndex? index, CancellationToken cancellationToken)
    {
        if (!await TryRunAtOnceAsync(tenant, scan, index, cancellationToken).ConfigureAwait(false))
        {
            await RunInTurnsAsync(tenant, scan, index, cancellationToken).ConfigureAwait(false);
        }
    }

    // Begins without a place, because most scans are short.
    private async ValueTask<bool> TryRunAtOnceAsync(Tenant tenant, ImageScan scan, StoreIndex? index, CancellationToken cancellationToken)
    {
        if (scan.WaitsForReader)
        {
            return false;
        }

        var pass = new ImagePass(scan, tenant.Row, tenant.Name, index);
        return await readers.ReadAsync(
            tenant.Reads,
            connection =>
            {
                var hasEnded = Run(pass, connection, cancellationToken);
                pass.Restart();
                return hasEnded;
            },
            cancellationToken).ConfigureAwait(false);
    }

    // SQLite can work for seconds before the first row, to find all words that begin with a few letters. It must not go on after the time of the query.
    private static bool Run(ImagePass pass, Connection connection, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static running => ((Connection)running!).Interrupt(), connection);
        try
        {
            return pass.Run(connection);
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async ValueTask RunInTurnsAsync(Tenant tenant, ImageScan scan, StoreIndex? index, CancellationToken cancellationToken)
    {
        var (places, reads) = scan.WaitsForReader ? (_exports, tenant.Exports) : (_queries, tenant.Queries);
        await places.EnterAsync(reads, isUrgent: false, cancellationToken).ConfigureAwait(false);
        try
        {
            var pass = new ImagePass(scan, tenant.Row, tenant.Name, index);
            await using var snapshot = readers.OpenSnapshot(tenant.Reads);
            while (!await snapshot.ReadAsync(connection => Run(pass, connection, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await scan.ResumeAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            places.Leave(reads);
        }
    }
}
