using Microsoft.Data.Sqlite;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Files;

namespace Wesog.Sqlite.Tests.Files;

public sealed class SchemaUpgradeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_takes_the_steps_it_lacks_and_keeps_what_it_holds()
    {
        using var connection = OpenVersion1();
        connection.Run("INSERT INTO tenants (name) VALUES ('acme')");

        SchemaUpgrade.Run(connection, [.. Schema.Steps, "ALTER TABLE tenants ADD COLUMN color TEXT", "CREATE TABLE extra (x)"]);

        Assert.Equal(3, connection.Number("PRAGMA user_version"));
        Assert.Equal(Schema.ApplicationId, connection.Number("PRAGMA application_id"));
        Assert.Equal(1, connection.Number("SELECT count(*) FROM tenants WHERE name = 'acme' AND color IS NULL"));
        Assert.Equal(0, connection.Number("SELECT count(*) FROM extra"));
    }

    [Fact]
    public void A_step_that_fails_takes_back_those_before_it()
    {
        using var connection = OpenVersion1();

        Assert.Throws<SqliteException>(() => SchemaUpgrade.Run(
            connection, [.. Schema.Steps, "CREATE TABLE extra (x)", "CREATE TABLE tenants (x)"]));

        Assert.Equal(1, connection.Number("PRAGMA user_version"));
        Assert.Equal(0, connection.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"));
        Assert.False(connection.InTransaction);
    }

    [Fact]
    public void A_file_of_the_newest_version_is_left_as_it_is()
    {
        using var connection = OpenVersion1();
        var before = connection.Number("PRAGMA schema_version");

        SchemaUpgrade.Run(connection, Schema.Steps);

        Assert.Equal(before, connection.Number("PRAGMA schema_version"));
    }

    private Connection OpenVersion1()
    {
        var connection = new Database(_directory.Database).OpenWriter();
        SchemaUpgrade.Run(connection, Schema.Steps);
        return connection;
    }
}
