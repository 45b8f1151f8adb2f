using Wesog.Sqlite.Data;
using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>Upgrades a file to the newest schema version, or rejects it.</summary>
internal static class SchemaUpgrade
{
    /// <summary>Rejects a file of another application or of a newer version. Changes nothing.</summary>
    public static void RequireOwn(Connection connection, string path, int newest)
    {
        var application = connection.Number("PRAGMA application_id");
        var isEmpty = connection.Number("SELECT count(*) FROM sqlite_schema") == 0;
        if (application != Schema.ApplicationId && (application != 0 || !isEmpty))
        {
            throw Refuse($"\"{path}\" is an SQLite database of another application. Name another file.");
        }

        var version = connection.Number("PRAGMA user_version");
        if (version > newest)
        {
            throw Refuse(
                $"\"{path}\" has version {version} of the tables; this program knows versions up to {newest}. Run the program that wrote it, or a newer one.");
        }
    }

    /// <summary>Runs all missing steps in one transaction.</summary>
    public static void Run(Connection connection, IReadOnlyList<string> steps)
    {
        connection.RunScript("BEGIN IMMEDIATE");
        try
        {
            var version = (int)connection.Number("PRAGMA user_version");
            foreach (var step in steps.Skip(version))
            {
                connection.RunScript(step);
            }

            if (version < steps.Count)
            {
                connection.RunScript($"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = {steps.Count}");
            }

            connection.RunScript("COMMIT");
        }
        catch
        {
            if (connection.InTransaction)
            {
                connection.RunScript("ROLLBACK");
            }

            throw;
        }
    }

    private static StoreInitializationException Refuse(string message) => new(SqliteImageStore.StoreName, message);
}
