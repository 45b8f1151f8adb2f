using System.Runtime.Versioning;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Ownership;

/// <summary>Only the user of the engine can read what it creates.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileRightsTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_files_of_a_new_database_are_for_its_owner_only()
    {
        SkipOnWindows();
        await using (var store = new SqliteImageStore(_directory.Database, TimeProvider.System))
        {
            await store.OpenAsync(default);
            await store.EnqueueAsync([SampleOperations.Add("a")], OpenStore.Unlimited, default);

            var files = Directory.GetFiles(_directory.Path);
            Assert.Equal(["wesog.db", "wesog.db-shm", "wesog.db-wal", "wesog.db.lock", "wesog.db.owner"], files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.All(files, file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
        }

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_directory.Database));
    }

    [Fact]
    public async Task The_rights_of_an_existing_database_stay_and_apply_to_its_log()
    {
        SkipOnWindows();
        const UnixFileMode Wider = OwnerOnly | UnixFileMode.GroupRead;
        await File.WriteAllBytesAsync(_directory.Database, []);
        File.SetUnixFileMode(_directory.Database, Wider);
        await using var store = new SqliteImageStore(_directory.Database, TimeProvider.System);
        await store.OpenAsync(default);

        Assert.Equal(Wider, File.GetUnixFileMode(_directory.Database));
        Assert.Equal(Wider, File.GetUnixFileMode(_directory.Database + "-wal"));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_directory.Database + ".lock"));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_directory.Database + ".owner"));
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
}
