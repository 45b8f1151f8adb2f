using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Samples.CustomStore.Tests;

public sealed class FileStoreOpeningTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_second_store_on_a_directory_is_refused_and_the_first_one_continues()
    {
        await using var first = await OpenStore.OpenAsync(_directory.Path);

        await AssertRefusedAsync(_directory.Path, "is in use by another store");
        await AssertRefusedAsync(_directory.Path, "is in use by another store");

        await first.AcceptAsync(SampleOperations.Add("a"));
    }

    [Fact]
    public async Task A_store_that_is_opened_twice_is_refused_and_continues()
    {
        await using var open = await OpenStore.OpenAsync(_directory.Path);
        await open.AcceptAsync(SampleOperations.Add("a"));

        await Assert.ThrowsAsync<StoreInitializationException>(async () => await open.Store.OpenAsync(default));

        Assert.Equal(2, (await open.AcceptAsync(SampleOperations.Add("b"))).Id);
    }

    [Fact]
    public async Task A_directory_is_created_with_its_parents()
    {
        var directory = Path.Combine(_directory.Path, "new", "store");
        await using var open = await OpenStore.OpenAsync(directory);

        Assert.Equal(["journal", "lock"], Directory.GetFiles(directory).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_path_of_a_file_is_refused()
    {
        var file = Path.Combine(_directory.Path, "notes.txt");
        await File.WriteAllTextAsync(file, "notes");

        await AssertRefusedAsync(file, "cannot be opened");
        Assert.Equal("notes", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux: permissions do not restrict the superuser, but no user can create a file in /proc.");

        await AssertRefusedAsync("/proc/self/net", "cannot be opened");
    }

    [Fact]
    public async Task A_read_only_journal_is_refused()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Permissions do not restrict the superuser.");
        await (await OpenStore.OpenAsync(_directory.Path)).DisposeAsync();
        File.SetAttributes(_directory.Journal, FileAttributes.ReadOnly);

        await AssertRefusedAsync(_directory.Path, "cannot be opened");

        File.SetAttributes(_directory.Journal, FileAttributes.Normal);
    }

    [Fact]
    public async Task What_an_interrupted_opening_has_left_is_ignored()
    {
        await using (var open = await OpenStore.OpenAsync(_directory.Path))
        {
            await open.AcceptAsync(SampleOperations.Add("a"));
        }

        await File.WriteAllTextAsync($"{_directory.Journal}.new", new string('x', 100_000));

        await using var again = await OpenStore.OpenAsync(_directory.Path);
        Assert.Equal(2, (await again.AcceptAsync(SampleOperations.Add("b"))).Id);
        Assert.False(File.Exists($"{_directory.Journal}.new"));
    }

    [Fact]
    public async Task A_copy_of_the_journal_of_an_open_store_opens_with_the_same_content()
    {
        using var other = new TemporaryDirectory();
        await using var open = await OpenStore.OpenAsync(_directory.Path);
        await open.RunAsync(SampleOperations.Add("a"), SamplePlans.Puts(SampleImages.Image("a")));
        await open.AcceptAsync(SampleOperations.Add("b"));

        await using (var source = new FileStream(_directory.Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        await using (var target = File.Create(other.Journal))
        {
            await source.CopyToAsync(target);
        }

        await using var copy = await OpenStore.OpenAsync(other.Path);
        Assert.Equal(await open.DescribeAsync(), await copy.DescribeAsync());
    }

    [Fact]
    public async Task Opening_removes_what_later_changes_have_replaced()
    {
        long before;
        await using (var open = await OpenStore.OpenAsync(_directory.Path))
        {
            for (var revision = 1; revision <= 100; revision++)
            {
                await open.RunAsync(SampleOperations.Add("a"), SamplePlans.Puts(SampleImages.Image("a", new string('t', 1_000), revision)));
            }

            await open.Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default);
            before = new FileInfo(_directory.Journal).Length;
        }

        await using var again = await OpenStore.OpenAsync(_directory.Path);
        Assert.InRange(new FileInfo(_directory.Journal).Length, 1_000, before / 50);
        Assert.Equal(100, Assert.Single(await again.Store.FindImagesAsync(OpenStore.Tenant, ["a"], default)).Revision);
        Assert.Equal(101, (await again.AcceptAsync(SampleOperations.Add("b"))).Id);
    }

    [Fact]
    public async Task Calls_before_it_is_opened_and_after_it_was_closed_are_refused()
    {
        var store = new FileImageStore(_directory.Path, TimeProvider.System);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.ProbeAsync(0, default));
        await store.OpenAsync(default);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ListImagesAsync("t", 0, 1, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.EnqueueAsync([SampleOperations.Add("a")], OpenStore.Unbounded, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.OpenAsync(default));
    }

    private static async Task AssertRefusedAsync(string directory, string reason)
    {
        await using var store = new FileImageStore(directory, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains(directory, refused.Message, StringComparison.Ordinal);
        Assert.Equal("files", refused.Store);
    }
}
