using Microsoft.Data.Sqlite;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Sqlite.Tests.Writing;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Ownership;

/// <summary>A store whose file is removed or replaced, or opened by another engine, acknowledges nothing more until a restart.</summary>
public sealed class LostOwnershipTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Losses => [.. FileLosses, "another generation"];

    /// <summary>Those that can happen within a transaction. Another engine cannot write while this one holds the write lock.</summary>
    public static TheoryData<string> FileLosses => ["removed", "renamed", "replaced", "log removed", "log replaced", "directory renamed"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Nothing_is_acknowledged_after_the_file_is_lost(string loss)
    {
        SkipUnlessKnown();
        await using var open = await OpenStore.NewAsync();
        await open.WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        await open.AcceptAsync(SampleOperations.Add("b"));
        var claimed = await open.ClaimAsync();

        Lose(open.Path, loss);

        await AssertLostAsync(() => open.CommitAsync(claimed, SamplePlans.Puts(SampleImages.Image("b"))));
        await AssertAllCallsLostAsync(open);
        Restore(open.Path, loss);
        await AssertAllCallsLostAsync(open);
    }

    [Theory]
    [MemberData(nameof(FileLosses))]
    public async Task Commands_that_the_writer_has_begun_are_not_acknowledged(string loss)
    {
        SkipUnlessKnown();
        await using var open = await OpenStore.NewAsync();
        await open.AcceptAsync(SampleOperations.Add("a"));
        var held = await HeldWriter.NewAsync(open.Store);
        var waiting = Enumerable.Range(0, 3).Select(i => open.AcceptAsync(SampleOperations.Add($"i{i}"))).ToArray();

        Lose(open.Path, loss);

        await AssertLostAsync(held.LetGoAsync);
        foreach (var call in waiting)
        {
            await AssertLostAsync(() => call);
        }

        Restore(open.Path, loss);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("renamed")]
    [InlineData("replaced")]
    public async Task A_probe_for_reading_finds_the_loss(string loss)
    {
        SkipUnlessKnown();
        await using var open = await OpenStore.NewAsync();

        Lose(open.Path, loss);

        await AssertLostAsync(async () => await open.Store.ProbeAsync(0, default));
    }

    [Fact]
    public async Task A_link_that_names_another_file_is_a_loss()
    {
        SkipUnlessKnown();
        var link = _directory.File("link.db");
        File.WriteAllBytes(_directory.File("other.db"), []);
        File.CreateSymbolicLink(link, _directory.Database);
        await using var store = new SqliteImageStore(link, TimeProvider.System);
        await store.OpenAsync(default);

        File.Delete(link);
        File.CreateSymbolicLink(link, _directory.File("other.db"));

        await AssertLostAsync(async () => await store.ProbeAsync(1, default));
    }

    [Fact]
    public async Task A_file_that_is_renamed_and_renamed_back_is_not_lost()
    {
        await using var open = await OpenStore.NewAsync();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not rename open files.");

        File.Move(open.Path, open.Path + ".moved");
        File.Move(open.Path + ".moved", open.Path);

        await open.AcceptAsync(SampleOperations.Add("a"));
    }

    [Fact]
    public async Task Closing_a_lost_store_leaves_the_files_that_have_taken_its_name()
    {
        SkipUnlessKnown();
        await using var open = await OpenStore.NewAsync();
        await open.AcceptAsync(SampleOperations.Add("a"));
        var next = Move(open.Path, _directory.Database);
        await using var other = new SqliteImageStore(open.Path, TimeProvider.System);
        await other.OpenAsync(default);
        await other.EnqueueAsync([SampleOperations.Add("of the other engine")], OpenStore.Unlimited, default);
        Assert.True(File.Exists(open.Path + "-wal"));

        await open.Store.DisposeAsync();

        Assert.True(File.Exists(open.Path + "-wal"));
        Assert.True(File.Exists(open.Path + "-shm"));
        await other.EnqueueAsync([SampleOperations.Add("more")], OpenStore.Unlimited, default);
        Consistency.Check(next);
    }

    [Fact]
    public async Task A_removed_file_is_not_created_again()
    {
        SkipUnlessKnown();
        await using var open = await OpenStore.NewAsync();
        File.Delete(open.Path);

        await AssertLostAsync(() => open.AcceptAsync(SampleOperations.Add("a")));
        await AssertLostAsync(() => open.AcceptAsync(SampleOperations.Add("a")));

        Assert.False(File.Exists(open.Path));
    }

    [Fact]
    public async Task Two_engines_on_one_file_do_not_both_acknowledge()
    {
        SkipUnlessKnown();
        await using var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(_directory.Database, TimeProvider.System));
        await engine.Operations.SubmitAndWaitAsync("t", Batch("a"));

        Lose(_directory.Database, "another generation");

        await AssertLostAsync(() => engine.Operations.SubmitAsync("t", Batch("b")));
        await AssertLostAsync(() => engine.Images.GetAsync("t", "a"));
        Assert.Equal(
            new(IsRunning: true, StoreUnavailableReason.OwnershipLost, StoreUnavailableReason.OwnershipLost), await engine.CheckReadinessAsync());
    }

    private static async Task AssertAllCallsLostAsync(OpenStore open)
    {
        var store = open.Store;
        await AssertLostAsync(() => open.AcceptAsync(SampleOperations.Add("x")));
        await AssertLostAsync(open.ClaimAsync);
        await AssertLostAsync(async () => await store.FindImagesAsync(SampleOperations.Tenant, ["a"], default));
        await AssertLostAsync(async () => await store.ListImagesAsync(SampleOperations.Tenant, 0, 10, default));
        await AssertLostAsync(async () => await store.GetOperationAsync(SampleOperations.Tenant, 1, default));
        await AssertLostAsync(async () => await store.ListOperationsAsync(SampleOperations.Tenant, new(), default));
        await AssertLostAsync(async () => await store.ListBacklogsAsync(default));
        await AssertLostAsync(async () => await store.CancelAsync(SampleOperations.Tenant, 1, open.Now, default));
        await AssertLostAsync(async () => await store.RemoveExpiredAsync(new(open.Now, 10, 10), default));
        await AssertLostAsync(async () => await store.ProbeAsync(0, default));
        await AssertLostAsync(async () => await store.ProbeAsync(1, default));
    }

    private static async Task AssertLostAsync(Func<Task> call)
    {
        var outage = await Assert.ThrowsAsync<StoreUnavailableException>(call);
        Assert.Equal(StoreUnavailableReason.OwnershipLost, outage.Reason);
        Assert.DoesNotContain("Try again later", outage.Message, StringComparison.Ordinal);
    }

    private void Lose(string path, string loss)
    {
        switch (loss)
        {
            case "removed":
                File.Delete(path);
                break;
            case "renamed":
                File.Move(path, path + ".moved");
                break;
            case "replaced":
                File.WriteAllBytes(_directory.Database, []);
                File.Move(_directory.Database, path, overwrite: true);
                break;
            case "log removed":
                File.Delete(path + "-wal");
                break;
            case "log replaced":
                File.WriteAllBytes(path + "-new", []);
                File.Move(path + "-new", path + "-wal", overwrite: true);
                break;
            case "directory renamed":
                Directory.Move(Path.GetDirectoryName(path)!, Path.GetDirectoryName(path)! + ".moved");
                break;
            case "another generation":
                using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
                {
                    connection.Open();
                    using var command = connection.CreateCommand();
                    command.CommandText = "UPDATE store SET generation = generation + 1";
                    command.ExecuteNonQuery();
                }

                break;
        }
    }

    // The loss is final, even if the files are put back. Also lets the test remove its directory.
    private static void Restore(string path, string loss)
    {
        switch (loss)
        {
            case "renamed":
                File.Move(path + ".moved", path);
                break;
            case "directory renamed":
                Directory.Move(Path.GetDirectoryName(path)! + ".moved", Path.GetDirectoryName(path)!);
                break;
        }
    }

    // Moves the files of a store out of the way, as a tool that knows nothing of the store would. Returns the path of the database, which others open next.
    private static string Move(string path, string target)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", ".lock", ".owner" })
        {
            File.Move(path + suffix, target + suffix);
        }

        return path;
    }

    private static void SkipUnlessKnown() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Tested on Linux only: only there the identity of a file is known.");

    private static ImageBatch Batch(string id) => new ImageBatch().Add(new Image { Id = id, Src = "http://x/y" });
}
