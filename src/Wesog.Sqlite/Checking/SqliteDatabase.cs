using Microsoft.Data.Sqlite;
using Wesog.Operations;
using Wesog.Sqlite.Checking;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Files;
using Wesog.Storage;

namespace Wesog.Sqlite;

/// <summary>Inspects a database file of <see cref="SqliteImageStore"/> without an engine.</summary>
public static class SqliteDatabase
{
    /// <summary>
    /// Reads the whole file and reports everything that is damaged: the log and the pages; the checksum of each image, operation
    /// and payload; the index of images; and the totals of each tenant. Changes nothing.
    /// </summary>
    /// <remarks>
    /// The file may be in use by an engine: the check reads one snapshot, and neither blocks the engine nor is blocked by it. While it runs, the
    /// log of the database grows. It reads what is on the disk, so a copy of the file is checked as well. See <c>docs/operations.md</c>, section
    /// "When the disk lies".
    /// </remarks>
    /// <param name="path">The database file.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="StoreInitializationException">
    /// There is no such file, or it cannot be opened, is not an SQLite database, or belongs to another application or a newer version.
    /// </exception>
    /// <exception cref="StoreUnavailableException">The file is locked, or its disk fails.</exception>
    public static Task<SqliteCheckReport> CheckAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var fullPath = Path.GetFullPath(path);
        return Task.Run(() => Check(fullPath, cancellationToken), cancellationToken);
    }

    private static SqliteCheckReport Check(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new StoreInitializationException(SqliteImageStore.StoreName, $"There is no file \"{path}\". Name an existing database.");
        }

        try
        {
            var lostLog = FindLoss(path);
            using var connection = new Database(path).OpenSnapshot();
            SchemaUpgrade.RequireOwn(connection, path, Schema.Steps.Count);
            using (cancellationToken.UnsafeRegister(static reading => ((Connection)reading!).Interrupt(), connection))
            {
                return new DatabaseCheck(connection, cancellationToken).Run(lostLog);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreInitializationException(SqliteImageStore.StoreName, $"\"{path}\" cannot be read: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is SqliteException or StoreDamagedException)
        {
            throw DatabaseFile.Explain(failure, path) is WesogException refusal ? refusal : new StoreInitializationException(
                SqliteImageStore.StoreName, $"\"{path}\" does not have the tables of the store: {failure.Message}", failure);
        }
    }

    // An engine may write the log meanwhile. Then a frame that was incomplete is complete when it is read again.
    private static string? FindLoss(string path) => TryCount(path) is { } loss && TryCount(path) == loss ? loss : null;

    private static string? TryCount(string path)
    {
        try
        {
            LogCheck.CountFrames(path);
            return null;
        }
        catch (StoreInitializationException lost)
        {
            return lost.Message;
        }
    }
}
