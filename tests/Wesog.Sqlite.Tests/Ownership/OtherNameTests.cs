using System.Diagnostics;
using System.Runtime.InteropServices;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Ownership;

/// <summary>One store owns the file, not its name: others are refused by whatever name they open it, in this process and in another.</summary>
public sealed partial class OtherNameTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Names => ["symbolic link", "hard link", "link to the directory", "lock file removed"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_second_store_of_the_process_is_refused_by_another_name(string kind)
    {
        SkipUnlessKnown(kind);
        await using var first = await OpenAsync(_directory.Database);
        var name = NameOf(kind);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            await using var second = new SqliteImageStore(name, TimeProvider.System);
            var refused = await Assert.ThrowsAsync<StoreInitializationException>(async () => await second.OpenAsync(default));
            Assert.Contains($"\"{name}\" is in use by another engine", refused.Message, StringComparison.Ordinal);
        }

        await RequireWorkingAsync(first);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_second_process_is_refused_by_another_name(string kind)
    {
        SkipUnlessKnown(kind);
        await using var first = await OpenAsync(_directory.Database);
        var name = NameOf(kind);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            await using var second = await SecondProcess.OpenAsync(name);
            Assert.Contains($"\"{name}\" is in use by ", second.Answer, StringComparison.Ordinal);
        }

        await RequireWorkingAsync(first);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_store_is_refused_while_a_second_process_owns_the_file(string kind)
    {
        SkipUnlessKnown(kind);
        await using (await OpenAsync(_directory.Database))
        {
        }

        await using (var owner = await SecondProcess.OpenAsync(_directory.Database))
        {
            Assert.Equal("OPEN", owner.Answer);
            await using var second = new SqliteImageStore(NameOf(kind), TimeProvider.System);
            var refused = await Assert.ThrowsAsync<StoreInitializationException>(async () => await second.OpenAsync(default));
            Assert.Contains("is in use by ", refused.Message, StringComparison.Ordinal);
        }

        File.Delete(_directory.File("hard.db"));
        await using var next = await OpenAsync(_directory.Database);
    }

    [Fact]
    public async Task A_refused_second_process_leaves_the_name_of_the_owner()
    {
        SkipUnlessKnown("lock file removed");
        await using var first = await OpenAsync(_directory.Database);
        File.Delete(_directory.Database + ".lock");
        await using (await SecondProcess.OpenAsync(_directory.Database))
        {
        }

        Assert.StartsWith($"process {Environment.ProcessId} (", await File.ReadAllTextAsync(_directory.Database + ".owner"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wesog.db")]
    [InlineData("hard.db")]
    public async Task A_file_with_two_hard_links_is_refused_by_both(string name)
    {
        SkipUnlessKnown("hard link");
        await using (await OpenAsync(_directory.Database))
        {
        }

        var other = NameOf("hard link");
        await using (var store = new SqliteImageStore(_directory.File(name), TimeProvider.System))
        {
            var refused = await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));
            Assert.Contains("has 2 names (hard links)", refused.Message, StringComparison.Ordinal);
        }

        File.Delete(other);
        await using var next = await OpenAsync(_directory.Database);
    }

    [Fact]
    public async Task A_killed_process_leaves_no_lock()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Wesog.Sqlite.CrashTest" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using var process = Process.Start(new ProcessStartInfo(program, ["hold", _directory.Database]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        Assert.Equal("OPEN", await process.StandardOutput.ReadLineAsync());
        process.Kill();
        await process.WaitForExitAsync();

        await using var next = await OpenAsync(_directory.Database);
    }

    [Fact]
    public async Task The_log_and_the_lock_of_a_linked_file_are_beside_the_file_itself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a right on Windows: symbolic links.");
        Directory.CreateDirectory(_directory.File("data"));
        Directory.CreateDirectory(_directory.File("etc"));
        var file = _directory.File(Path.Combine("data", "wesog.db"));
        File.CreateSymbolicLink(_directory.File(Path.Combine("etc", "current")), Path.Combine("..", "data", "wesog.db"));

        await using (var store = await OpenAsync(_directory.File(Path.Combine("etc", "current"))))
        {
            await RequireWorkingAsync(store);
            Assert.True(File.Exists(file + ".lock"));
            Assert.True(File.Exists(file + "-wal"));
        }

        Assert.Equal([file], Directory.GetFileSystemEntries(_directory.File("data")));
        Assert.Single(Directory.GetFileSystemEntries(_directory.File("etc")));
    }

    [Fact]
    public async Task A_link_to_itself_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a right on Windows: symbolic links.");
        File.CreateSymbolicLink(_directory.Database, _directory.Database);
        await using var store = new SqliteImageStore(_directory.Database, TimeProvider.System);

        await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));
    }

    [Fact]
    public async Task A_closed_store_can_be_opened_while_a_started_process_still_has_copies_of_its_descriptors()
    {
        SkipUnlessKnown("copies of descriptors");
        int[] copies;
        await using (await OpenAsync(_directory.Database))
        {
            // Between fork and exec a child has them all.
            copies = [.. Directory.GetFileSystemEntries("/proc/self/fd")
                .Where(descriptor => new FileInfo(descriptor).LinkTarget == _directory.Database)
                .Select(descriptor => Duplicate(int.Parse(Path.GetFileName(descriptor), null)))];
            Assert.NotEmpty(copies);
        }

        await using (await OpenAsync(_directory.Database))
        {
        }

        Assert.All(copies, copy => Assert.Equal(0, Close(copy)));
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    // Returns another name of the database, or removes what reserves the same one.
    private string NameOf(string kind)
    {
        switch (kind)
        {
            case "symbolic link":
                File.CreateSymbolicLink(_directory.File("link.db"), _directory.Database);
                return _directory.File("link.db");
            case "hard link":
                using (var process = Process.Start("ln", [_directory.Database, _directory.File("hard.db")]))
                {
                    process.WaitForExit();
                    Assert.Equal(0, process.ExitCode);
                }

                return _directory.File("hard.db");
            case "link to the directory":
                Directory.CreateSymbolicLink(_directory.File("elsewhere"), _directory.Path);
                return _directory.File(Path.Combine("elsewhere", "wesog.db"));
            default:
                File.Delete(_directory.Database + ".lock");
                return _directory.Database;
        }
    }

    private static void SkipUnlessKnown(string kind) =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), $"Tested on Linux only: {kind}.");

    private static async Task<SqliteImageStore> OpenAsync(string path)
    {
        var store = new SqliteImageStore(path, TimeProvider.System);
        await store.OpenAsync(default);
        return store;
    }

    private static async Task RequireWorkingAsync(SqliteImageStore store)
    {
        await store.ProbeAsync(1, default);
        Assert.IsType<EnqueueResult.Accepted>(Assert.Single(await store.EnqueueAsync([SampleOperations.Add("a")], OpenStore.Unlimited, default)));
    }
}
