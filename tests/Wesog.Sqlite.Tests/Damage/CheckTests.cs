using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Files;
using Wesog.Storage;
using static Wesog.Sqlite.Tests.Damage.DatabasePages;

namespace Wesog.Sqlite.Tests.Damage;

public sealed class CheckTests
{
    private const string Bad = "image-100";

    [Fact]
    public async Task An_intact_file_is_intact_also_while_an_engine_uses_it_and_nothing_is_left_behind()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 3);
        await AssertIntactAsync(file.Path, operations: 5);
        file.Resume();
        await file.Engine.Operations.WaitAsync("t", 4, Timeout.InfiniteTimeSpan);
        await AssertIntactAsync(file.Path, operations: 5, images: (2 * DamagedFile.Count) + 3);

        await file.Engine.DisposeAsync();
        await AssertIntactAsync(file.Path, operations: 5, images: (2 * DamagedFile.Count) + 3);
        Assert.Equal([file.Path], Directory.GetFileSystemEntries(Path.GetDirectoryName(file.Path)!));
    }

    [Theory]
    [InlineData("image")]
    [InlineData("payload")]
    [InlineData("operation")]
    [InlineData("tenant")]
    public async Task A_flipped_bit_is_named(string what)
    {
        await using var file = await DamagedFile.NewAsync(waiting: 2);
        var (kind, text, place) = what switch
        {
            "image" => (Kind.TableLeaf, $"caption of {Bad}", $"image '{Bad}' of tenant 't'"),
            "payload" => (Kind.IndexLeaf, "caption of new-001", "payload of operation 3 of tenant 't'"),
            "operation" => (Kind.TableLeaf, "key-000", "operation 2 of tenant 't'"),
            _ => (Kind.TableLeaf, "other", "tenant 'nther' in row 2"),
        };
        Flip(file.Path, kind, text);

        var report = await SqliteDatabase.CheckAsync(file.Path);

        Assert.True(report.IsDamaged);
        Assert.Contains(place, report.Damage);

        // SQLite itself notices only what its indexes contain too.
        Assert.InRange(report.DamageCount, 1, 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_page_is_reported_with_all_images_on_it(bool isTable)
    {
        await using var file = await DamagedFile.NewAsync();
        Zero(file.Path, isTable ? Kind.TableLeaf : Kind.IndexLeaf, isTable ? $"caption of {Bad}" : Bad);

        var report = await SqliteDatabase.CheckAsync(file.Path);

        Assert.Contains(report.Damage, line => line.Contains("page", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(isTable, report.Damage.Contains($"image '{Bad}' of tenant 't' cannot be read"));
        Assert.Equal(2 * DamagedFile.Count, report.Images + report.Damage.Count(line => line.EndsWith("cannot be read", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Wrong_totals_and_lost_payloads_are_reported()
    {
        await using var file = await DamagedFile.NewAsync(waiting: 2);
        await file.Engine.DisposeAsync();
        RunSql(file.Path, "UPDATE tenants SET images = 5, finished = 7 WHERE name = 't'; DELETE FROM work WHERE operation = (SELECT row FROM operations WHERE number = 3 AND key IS NOT NULL); INSERT INTO work VALUES (99, 0, x'00', NULL)");

        var report = await SqliteDatabase.CheckAsync(file.Path);

        Assert.Equal(
            [
                "payload in row 99 belongs to no waiting operation", "payload of operation 3 of tenant 't'", "totals of tenant 't'",
                "totals of tenant 't': 5 images, but there are 600", "totals of tenant 't': 7 finished operations, but there are 1",
            ],
            report.Damage.Order(StringComparer.Ordinal));
        await file.RestartAsync();
    }

    [Theory]
    [InlineData("DELETE FROM image_terms WHERE rowid = 300")]
    [InlineData("REPLACE INTO image_terms (rowid, terms) VALUES (300, '1wother')")]
    [InlineData("REPLACE INTO image_terms (rowid, terms) SELECT 300, group_concat(term, ' ') || ' 1wother' FROM temp.terms WHERE doc = 300")]
    [InlineData("UPDATE image_index SET next_row = next_row + 1; INSERT INTO images SELECT 1201, tenant, 'late', lang, revision, created_at, updated_at, json, NULL FROM images WHERE row = 1200; UPDATE tenants SET images = images + 1 WHERE id = 2")]
    public async Task An_index_that_differs_from_the_images_is_reported(string change)
    {
        await using var file = await DamagedFile.NewAsync();
        await file.Store.Session.IndexKeeper.CatchUpAsync(default);
        await file.Engine.DisposeAsync();
        Assert.Empty((await SqliteDatabase.CheckAsync(file.Path)).Damage);

        RunSql(file.Path, $"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, image_terms, instance); {change}");

        var damage = Assert.Single((await SqliteDatabase.CheckAsync(file.Path)).Damage, line => !line.StartsWith("totals", StringComparison.Ordinal));
        Assert.Equal(change.Contains("1201", StringComparison.Ordinal) ? "index of the images in rows 1024 to 1279" : "index of the images in rows 256 to 511", damage);
        await file.RestartAsync();
    }

    [Fact]
    public async Task A_file_without_an_index_is_checked()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = new SqliteImageStore(directory.Database, TimeProvider.System, new() { IndexedMembers = [], FullText = false }))
        {
            await store.OpenAsync(default);
        }

        Assert.Empty((await SqliteDatabase.CheckAsync(directory.Database)).Damage);
    }

    [Fact]
    public async Task A_file_of_an_earlier_version_is_checked_without_checksums()
    {
        using var directory = new TemporaryDirectory();
        using (var connection = new Database(directory.Database).OpenWriter())
        {
            SchemaUpgrade.Run(connection, [.. Schema.Steps.Take(2)]);
            connection.RunScript("INSERT INTO tenants (id, name, images) VALUES (1, 't', 1); INSERT INTO images VALUES (1, 1, 'a', 0, 1, 0, 0, x'7b7d')");
        }

        Assert.Equal((false, 1, 0, 1), await SummaryAsync());

        await using (var store = new SqliteImageStore(directory.Database, TimeProvider.System))
        {
            await store.OpenAsync(default);
        }

        Assert.Equal((false, 1, 0, 1), await SummaryAsync());

        async Task<(bool, long, long, long)> SummaryAsync()
        {
            var report = await SqliteDatabase.CheckAsync(directory.Database);
            return (report.IsDamaged, report.Images, report.Operations, report.Unverified);
        }
    }

    [Theory]
    [InlineData("missing", "There is no file")]
    [InlineData("text", "is not an SQLite database")]
    [InlineData("foreign", "another application")]
    [InlineData("newer", "has version 99")]
    public async Task A_file_that_is_no_database_of_the_store_is_refused(string kind, string reason)
    {
        using var directory = new TemporaryDirectory();
        switch (kind)
        {
            case "text":
                await File.WriteAllTextAsync(directory.Database, new string('x', 10_000));
                break;
            case "foreign":
                RunSql(directory.Database, "CREATE TABLE notes (text)");
                break;
            case "newer":
                RunSql(directory.Database, $"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = 99");
                break;
        }

        var refused = await Assert.ThrowsAsync<StoreInitializationException>(() => SqliteDatabase.CheckAsync(directory.Database));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_can_be_cancelled()
    {
        await using var file = await DamagedFile.NewAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SqliteDatabase.CheckAsync(file.Path, cancelled.Token));
    }

    private static async Task AssertIntactAsync(string path, long operations, long images = 2 * DamagedFile.Count)
    {
        var report = await SqliteDatabase.CheckAsync(path);
        Assert.Empty(report.Damage);
        Assert.False(report.IsDamaged);
        Assert.Equal((images, operations, 0), (report.Images, report.Operations, report.Unverified));
    }
}
