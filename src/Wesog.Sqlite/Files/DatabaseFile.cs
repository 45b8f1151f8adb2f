using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>Opens the first writer connection, and rejects files that the store cannot use.</summary>
internal static class DatabaseFile
{
    /// <summary>Opens a writer connection, after it has verified the file and upgraded its schema.</summary>
    /// <exception cref="StoreInitializationException">The file cannot be opened, or has lost committed transactions.</exception>
    public static Connection Open(Database database)
    {
        try
        {
            var frames = LogCheck.CountFrames(database.RealPath);
            using (var bare = database.OpenBare())
            {
                SchemaUpgrade.RequireOwn(bare, database.Path, Schema.Steps.Count);
                RequireWritable(bare, database.Path);
                RequireLog(bare, database.Path, frames);
            }

            var writer = database.OpenWriter();
            try
            {
                SchemaUpgrade.Run(writer, Schema.Steps);
                return writer;
            }
            catch
            {
                writer.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (failure is SqliteException or StoreDamagedException)
        {
            throw Explain(failure, database.Path);
        }
    }

    /// <exception cref="StoreInitializationException">The path cannot hold a database.</exception>
    public static void RequirePath(string path)
    {
        if (Directory.Exists(path))
        {
            throw Refuse($"\"{path}\" is a directory. Name a file.");
        }

        if (Path.GetDirectoryName(path) is { } directory && !Directory.Exists(directory))
        {
            throw Refuse($"There is no directory \"{directory}\" for the database \"{path}\". Create it first.");
        }

        if (File.Exists(path) && new FileInfo(path).IsReadOnly)
        {
            throw RefuseReadOnly(path);
        }
    }

    /// <summary>Converts a failure during opening to an exception with an explanation.</summary>
    public static Exception Explain(Exception failure, string path) => failure switch
    {
        StoreDamagedException { InnerException: SqliteException inner } => Explain(inner, path),
        StoreDamagedException damage => RefuseDamaged(path, damage.Location ?? damage.Message, damage),
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } => Refuse($"\"{path}\" is not an SQLite database. Name another file.", failure),
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT } => RefuseDamaged(path, failure.Message, failure),
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY } => RefuseReadOnly(path, failure),
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN } => Refuse($"\"{path}\" cannot be opened: {failure.Message}", failure),
        _ => failure.ForCallers(),
    };

    private static StoreInitializationException RefuseDamaged(string path, string what, Exception failure) => Refuse(
        $"\"{path}\" is damaged: {what} Restore it from a backup, or recover what can be by SQLite's own tools.", failure);

    private static void RequireWritable(Connection connection, string path)
    {
        if (connection.IsReadOnly)
        {
            throw RefuseReadOnly(path);
        }
    }

    // A failed read during SQLite's recovery of the log would drop transactions, and closing the connection would then delete the log.
    private static void RequireLog(Connection connection, string path, long frames)
    {
        if (frames == 0)
        {
            return;
        }

        if (connection.CountLogFrames() is not { } recovered)
        {
            connection.KeepLog();
            throw new StoreUnavailableException(
                SqliteImageStore.StoreName, StoreUnavailableReason.Locked, new IOException($"Another program runs a checkpoint of \"{path}\"."));
        }

        if (recovered < frames)
        {
            connection.KeepLog();
            throw Refuse($"\"{path}\" has a log of {frames} frames, of which SQLite could read {recovered}. The log was left as it is. Check the disk, and start the engine again.");
        }
    }

    private static StoreInitializationException RefuseReadOnly(string path, Exception? failure = null) =>
        Refuse($"\"{path}\" is read-only. The engine must be able to write it.", failure);

    private static StoreInitializationException Refuse(string message, Exception? failure = null) =>
        new(SqliteImageStore.StoreName, message, failure);
}
