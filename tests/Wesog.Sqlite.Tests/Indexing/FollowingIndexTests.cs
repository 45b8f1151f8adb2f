using Wesog.Query;
using Wesog.Storage;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Indexing;

/// <summary>An index that follows the images finds what the images have, wherever it is: after deletions, many changes, and starts.</summary>
public sealed class FollowingIndexTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private SqliteImageStore? _store;

    // Its clock stands still, so the index follows only when a test says so.
    private SqliteImageStore Store => _store!;

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    public async Task A_row_that_is_used_again_after_the_last_image_was_deleted_has_the_terms_of_the_new_image(bool before, bool between, bool after)
    {
        await OpenAsync();
        await WriteAsync(before, SamplePlans.Puts(SampleImages.Image("a", "boat"), SampleImages.Image("b", "sea")));
        await WriteAsync(between, SamplePlans.Deletes("b"));
        await WriteAsync(after, SamplePlans.Puts(SampleImages.Image("c", "sky")));

        Assert.Equal("0: []", await QueryAsync("title~~sea"));
        Assert.Equal("1: [c r1]", await QueryAsync("title~~sky"));
        Assert.Equal("1: [a r1]", await QueryAsync("title~~boat"));
    }

    [Fact]
    public async Task An_update_of_ten_thousand_indexed_images_is_found_at_once_and_after_the_index_has_followed()
    {
        await OpenAsync();
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(i => $"i{i}")];
        await WriteAsync(true, SamplePlans.Puts(ids.Select(id => SampleImages.Image(id, "boat"))));
        await WriteAsync(false, SamplePlans.Puts(ids.Select(id => SampleImages.Image(id, "sea", revision: 2))));
        Assert.Equal(10_000, Store.Session.Index.Behind);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("0: []", await QueryAsync("title~~boat"));
            Assert.Equal("10000: [i0 r2] and more", await QueryAsync("title~~sea"));
            await Store.Session.IndexKeeper.CatchUpAsync(default);
            Assert.Equal(0, Store.Session.Index.Behind);
        }
    }

    [Fact]
    public async Task A_store_that_closes_before_its_index_has_all_images_goes_on_after_the_next_start()
    {
        await OpenAsync();
        await WriteAsync(true, SamplePlans.Puts(SampleImages.Image("a", "boat"), SampleImages.Image("b", "boat")));
        await WriteAsync(false, [.. SamplePlans.Puts(SampleImages.Image("a", "sea", revision: 2), SampleImages.Image("c", "boat")), .. SamplePlans.Deletes("b")]);
        await OpenAsync();
        Assert.Equal(2, Store.Session.Index.Behind);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("1: [c r1]", await QueryAsync("title~~boat"));
            Assert.Equal("1: [a r2]", await QueryAsync("title~~sea"));
            await Store.Session.IndexKeeper.CatchUpAsync(default);
            Assert.Equal(0, Store.Session.Index.Behind);
        }
    }

    [Fact]
    public async Task Options_that_change_between_two_starts_build_another_index()
    {
        QueryOptions[] options = [new(), new() { IndexedMembers = ["title"], FullText = false }, new() { IndexedMembers = [], FullText = false }, new()];
        foreach (var (option, isIndexed) in options.Zip([true, true, false, true]))
        {
            await OpenAsync(option);
            if (option == options[0])
            {
                await WriteAsync(true, SamplePlans.Puts(SampleImages.Image("a", "white boat"), SampleImages.Image("b", "sea")));
                await OpenAsync(option);
                Assert.Equal(0, Store.Session.Index.Behind);
            }
            else
            {
                Assert.Equal(isIndexed, Store.Session.Index.IsKept);
                Assert.Equal(2, Store.Session.Index.Behind);
            }

            for (var round = 0; round < 2; round++)
            {
                Assert.Equal("1: [a r1]", await QueryAsync("title~~boat"));
                Assert.Equal("1: [a r1]", await QueryAsync("title=\"WHITE boat\""));
                await Store.Session.IndexKeeper.CatchUpAsync(default);
            }
        }
    }

    [Fact]
    public async Task The_deepest_and_widest_filters_can_be_looked_up()
    {
        await OpenAsync();
        await WriteAsync(true, SamplePlans.Puts(SampleImages.Image("a", "boat")));
        var deep = "title~~\"boat boats\" || title~~boat";
        for (var level = 1; level <= ImageFilter.MaxLevels; level++)
        {
            deep = level % 2 == 0 ? $"title~~\"sea {level}\" || ({deep})" : $"title~~boat && ({deep})";
        }

        Assert.Equal("1: [a r1]", await QueryAsync(deep));
        Assert.Equal("1: [a r1]", await QueryAsync(string.Join(" || ", Enumerable.Range(0, 60).Select(i => $"text~\"w{i} x\"").Append("text~boat"))));
        Assert.Equal("1: [a r1]", await QueryAsync(string.Join(" && ", Enumerable.Repeat("(date>0001 || text~boat)", 40))));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Dispose();
    }

    private async Task OpenAsync(QueryOptions? options = null)
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _store = new(_directory.Database, _clock, options);
        await _store.OpenAsync(default);
    }

    private async Task WriteAsync(bool catchUp, ImageWrite[] writes)
    {
        Assert.Equal("written", await new WriteImages(SampleOperations.Tenant, writes).ApplyAsync(new(Store, _clock), null));
        if (catchUp)
        {
            await Store.Session.IndexKeeper.CatchUpAsync(default);
        }
    }

    private Task<string> QueryAsync(string formula) => new QueryImages(SampleOperations.Tenant, new() { Filter = ImageFilter.Parse(formula), Limit = 1 }, maxPages: 1)
        .ApplyAsync(new(Store, _clock), null);
}
