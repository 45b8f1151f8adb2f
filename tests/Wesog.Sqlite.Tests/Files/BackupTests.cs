using Microsoft.Data.Sqlite;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Files;

/// <summary>Tests the backup of a running engine that docs/operations.md describes.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Images = 20;
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_backup_beside_a_running_store_is_of_one_moment()
    {
        await using var open = await OpenStore.NewAsync();
        using var done = new CancellationTokenSource();
        var working = Task.Run(async () =>
        {
            for (var batch = 0; !done.IsCancellationRequested; batch++)
            {
                await open.WriteAsync(SamplePlans.Puts(Enumerable.Range(0, Images).Select(i => SampleImages.Image($"{batch}-{i}"))));
            }
        });

        for (var backup = 0; backup < 5; backup++)
        {
            var path = _directory.File($"backup-{backup}.db");
            await BackUpAsync(open.Path, path);
            await using var copy = new SqliteImageStore(path, TimeProvider.System);
            await copy.OpenAsync(default);
            var count = (await copy.ListImagesAsync(SampleOperations.Tenant, 0, 1, default)).Count;

            Assert.Equal(0, count % Images);
            Consistency.Check(path);
        }

        await done.CancelAsync();
        await working;
    }

    private static async Task BackUpAsync(string from, string to)
    {
        await using var connection = new SqliteConnection($"Data Source={from};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"VACUUM INTO '{to}'";
        await command.ExecuteNonQueryAsync();
    }
}
