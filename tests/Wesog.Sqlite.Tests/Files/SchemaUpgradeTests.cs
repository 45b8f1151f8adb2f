using Microsoft.Data.Sqlite;
using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Files;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Files;

public sealed class SchemaUpgradeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_of_an_older_version_is_upgraded_and_keeps_its_content()
    {
        using var connection = OpenNewest();
        connection.Run("INSERT INTO tenants (name) VALUES ('acme')");

        SchemaUpgrade.Run(connection, [.. Schema.Steps, "ALTER TABLE tenants ADD COLUMN color TEXT", "CREATE TABLE extra (x)"]);

        Assert.Equal(Schema.Steps.Count + 2, connection.Number("PRAGMA user_version"));
        Assert.Equal(Schema.ApplicationId, connection.Number("PRAGMA application_id"));
        Assert.Equal(1, connection.Number("SELECT count(*) FROM tenants WHERE name = 'acme' AND color IS NULL"));
        Assert.Equal(0, connection.Number("SELECT count(*) FROM extra"));
    }

    [Fact]
    public void A_failed_upgrade_step_rolls_back_the_steps_before_it()
    {
        using var connection = OpenNewest();

        Assert.Throws<SqliteException>(() => SchemaUpgrade.Run(
            connection, [.. Schema.Steps, "CREATE TABLE extra (x)", "CREATE TABLE tenants (x)"]));

        Assert.Equal(Schema.Steps.Count, connection.Number("PRAGMA user_version"));
        Assert.Equal(0, connection.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"));
        Assert.False(connection.InTransaction);
    }

    [Fact]
    public void A_file_of_the_newest_version_is_left_as_it_is()
    {
        using var connection = OpenNewest();
        var before = connection.Number("PRAGMA schema_version");

        SchemaUpgrade.Run(connection, Schema.Steps);

        Assert.Equal(before, connection.Number("PRAGMA schema_version"));
    }

    [Fact]
    public async Task A_file_of_version_1_is_upgraded_and_its_operations_are_read_without_new_members()
    {
        using (var connection = new Database(_directory.Database).OpenWriter())
        {
            SchemaUpgrade.Run(connection, [.. Schema.Steps.Take(1)]);
            connection.RunScript("""
                INSERT INTO tenants (id, name, last_number, finished) VALUES (1, 'acme', 1, 1);
                INSERT INTO operations (tenant, number, state, method, modes, total, good, bad, skipped, created_at, started_at, finished_at, bytes, errors_truncated)
                VALUES (1, 1, 2, 2, 1, 3, 3, 0, 2, 1767268740000, 1767268740001, 1767268740002, 0, 0);
                """);
            connection
                .Use("UPDATE operations SET state = 4, bad = 1, good = 2, errors = ?1")
                .Bind(1, OperationCodec.EncodeErrors([new(1, ErrorCodes.IdMissing, "m", "a")])).Run();
        }

        await using var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await store.OpenAsync(default);
        var operation = await store.GetOperationAsync("acme", 1, default);

        Assert.Equal((OperationState.Failed, 2, 1), (operation!.State, operation.Skipped, operation.Bad));
        Assert.Equal("a", Assert.Single(operation.Errors).ImageId);
        Assert.Empty(operation.SkippedItems);
        Assert.Empty(operation.ErrorCounts);
        Assert.Equal(2, Assert.IsType<EnqueueResult.Accepted>(Assert.Single(await store.EnqueueAsync([SampleOperations.Add("b")], OpenStore.Unlimited, default))).Operation.Id);
    }

    [Fact]
    public async Task A_file_of_version_2_is_upgraded_and_its_rows_are_verified_once_they_are_written_again()
    {
        using (var connection = new Database(_directory.Database).OpenWriter())
        {
            SchemaUpgrade.Run(connection, [.. Schema.Steps.Take(2)]);
            connection.RunScript("""
                INSERT INTO tenants (id, name, last_number, images, unfinished, unfinished_bytes, finished) VALUES (1, 'acme', 2, 2, 1, 40, 1);
                INSERT INTO images (tenant, id, lang, revision, created_at, updated_at, json) VALUES (1, 'a', 1, 1, 5, 5, CAST('{"id":"a","src":"http://x/a"}' AS BLOB));
                INSERT INTO images (tenant, id, lang, revision, created_at, updated_at, json) VALUES (1, 'b', 1, 1, 5, 5, CAST('{"id":"b","src":"http://x/b"}' AS BLOB));
                INSERT INTO operations (row, tenant, number, state, method, modes, total, good, bad, skipped, created_at, started_at, finished_at, bytes, errors_truncated, key, fingerprint)
                VALUES (1, 1, 1, 2, 0, 1, 1, 1, 0, 0, 5, 6, 7, 0, 0, 'k', x'01');
                INSERT INTO operations (row, tenant, number, state, method, modes, total, good, bad, skipped, created_at, bytes, errors_truncated)
                VALUES (2, 1, 2, 0, 2, 1, 1, 0, 0, 0, 5, 40, 0);
                """);
            connection.Use("INSERT INTO work (operation, part, content) VALUES (2, 0, ?1)")
                .Bind(1, PayloadRows.Pack(SampleOperations.Replace("a").Payload)[0].Content).Run();
        }

        await using (var engine = await Wesog.Engine.ImageEngine.StartNewAsync(new SqliteImageStore(_directory.Database, TimeProvider.System)))
        {
            Assert.Equal(OperationState.Succeeded, (await engine.Operations.WaitAsync("acme", 2, Timeout.InfiniteTimeSpan))!.State);
            Assert.Equal([2L, 1L], (await engine.Images.ListAsync("acme", 0, 10)).Images.Select(image => image.Revision));
            Assert.Equal([2L, 1L], (await engine.Operations.ListAsync("acme")).Select(operation => operation.Id));
            await engine.Operations.SubmitAndWaitAsync("new", new ImageBatch().Delete("x"));
        }

        Consistency.Check(_directory.Database);
        using var upgraded = new Database(_directory.Database).OpenWriter();
        Assert.Equal(Schema.Steps.Count, upgraded.Number("PRAGMA user_version"));
        Assert.Equal(1, upgraded.Number("SELECT count(*) FROM images WHERE id = 'a' AND checksum IS NOT NULL"));
        Assert.Equal(1, upgraded.Number("SELECT count(*) FROM images WHERE id = 'b' AND checksum IS NULL"));
        Assert.Equal(1, upgraded.Number("SELECT count(*) FROM operations WHERE number = 2 AND checksum IS NULL AND end_checksum IS NOT NULL"));
        Assert.Equal(2, upgraded.Number("SELECT count(*) FROM tenants WHERE name IN ('acme', 'new') AND checksum IS NOT NULL AND totals_checksum IS NOT NULL"));
        upgraded.RunScript("UPDATE images SET revision = revision + 1; UPDATE operations SET good = 0");
        upgraded.Dispose();

        await using var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await store.OpenAsync(default);
        Assert.Single(await store.FindImagesAsync("acme", ["b"], default));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.FindImagesAsync("acme", ["a"], default));
        Assert.NotNull(await store.GetOperationAsync("acme", 1, default));
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.GetOperationAsync("acme", 2, default));
    }

    private Connection OpenNewest()
    {
        var connection = new Database(_directory.Database).OpenWriter();
        SchemaUpgrade.Run(connection, Schema.Steps);
        return connection;
    }
}
