using Wesog.Operations;
using Wesog.Query;
using static Wesog.Sqlite.Tests.Damage.DatabasePages;

namespace Wesog.Sqlite.Tests.Damage;

/// <summary>A damaged index costs time only: queries give the right answers, the damage is logged once, and the index is built anew.</summary>
public sealed class DamagedIndexTests
{
    private const string Bad = "image-100";

    // The first rows describe the index; the rest are its pages.
    private const string DamagePages = "UPDATE image_terms_data SET block = randomblob(length(block)) WHERE id > 10";

    private static readonly ImageQuery Query = new() { Filter = ImageFilter.Parse("text~~100") };

    [Fact]
    public async Task Queries_that_meet_a_damaged_index_are_right_and_it_is_built_anew_once()
    {
        await using var file = await NewAsync();
        RunSql(file.Path, DamagePages);

        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => file.Engine.Images.QueryAsync("t", Query)));

        Assert.All(pages, page => Assert.Equal((1, Bad), (page.Count, Assert.Single(page.Images).Id)));
        await AssertBuiltAnewAsync(file);
        Assert.Equal(OperationState.Succeeded, (await file.RunAsync("t", DamagedFile.Modify(Bad))).State);
        Assert.Equal(2, Assert.Single((await file.Engine.Images.QueryAsync("t", Query)).Images).Revision);
        Assert.False((await file.Engine.CheckReadinessAsync()).IsDamaged);
    }

    [Fact]
    public async Task Writes_go_on_although_the_index_that_follows_them_is_damaged()
    {
        await using var file = await NewAsync();
        RunSql(file.Path, "UPDATE image_terms_data SET block = x'00' WHERE id <= 10");

        Assert.Equal(OperationState.Succeeded, (await file.RunAsync("t", DamagedFile.Modify(Bad))).State);

        await AssertBuiltAnewAsync(file);
        Assert.Equal(2, Assert.Single((await file.Engine.Images.QueryAsync("t", Query)).Images).Revision);
    }

    [Fact]
    public async Task A_store_opens_although_the_state_of_its_index_is_lost_and_the_next_start_builds_another()
    {
        await using var file = await NewAsync();
        await file.Engine.DisposeAsync();
        RunSql(file.Path, "DELETE FROM image_index");

        await file.RestartAsync();

        Assert.Equal(Bad, Assert.Single((await file.Engine.Images.QueryAsync("t", Query)).Images).Id);
        Assert.Contains("built anew at the next start", Assert.Single(file.Critical), StringComparison.Ordinal);
        Assert.False(file.Store.Session.Index.IsKept);
        await file.RestartAsync();
        Assert.True(file.Store.Session.Index.IsKept);
        await file.Store.Session.IndexKeeper.CatchUpAsync(default);
        Assert.Equal(Bad, Assert.Single((await file.Engine.Images.QueryAsync("t", Query)).Images).Id);
        Assert.Single(file.Critical);
    }

    [Theory]
    [InlineData(true, "text~~100")]
    [InlineData(false, "text~~100")]
    [InlineData(false, "text~~101")]
    public async Task A_query_meets_the_wrong_checksum_of_an_image(bool isIndexed, string formula)
    {
        await using var file = await DamagedFile.NewAsync();
        file.Resume();
        if (isIndexed)
        {
            await file.Store.Session.IndexKeeper.CatchUpAsync(default);
        }

        RunSql(file.Path, $"UPDATE images SET checksum = 0 WHERE id = '{Bad}'");
        await file.Engine.DisposeAsync();
        if (!isIndexed)
        {
            // The index is built anew, with the damaged image.
            RunSql(file.Path, "UPDATE image_index SET version = ''");
        }

        await file.RestartAsync();
        await file.Store.Session.IndexKeeper.CatchUpAsync(default);

        var met = await Assert.ThrowsAsync<StoreDamagedException>(() => file.Engine.Images.QueryAsync("t", new() { Filter = ImageFilter.Parse(formula) }));
        Assert.Equal($"image '{Bad}' of tenant 't'", met.Location);
        Assert.True(file.Store.Session.Index.IsKept);
        Assert.DoesNotContain(file.Critical, entry => entry.Contains("The index", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_that_meets_a_damaged_page_gives_the_images_before_it_and_then_fails()
    {
        await using var file = await DamagedFile.NewAsync();
        Zero(file.Path, Kind.TableLeaf, "caption of image-300");
        var given = new List<string>();

        var met = await Assert.ThrowsAsync<StoreDamagedException>(async () =>
        {
            await foreach (var image in file.Engine.Images.EnumerateAsync("t", new()))
            {
                given.Add(image.Id);
            }
        });

        Assert.Equal("table images", met.Location);
        Assert.InRange(given.Count, 1, 300);
        Assert.Equal(Enumerable.Range(0, given.Count).Select(i => $"image-{i:d3}"), given);
        Assert.Equal(DamagedFile.Count, await file.Engine.Images.EnumerateAsync("other", new()).CountAsync());
    }

    private static async Task<DamagedFile> NewAsync()
    {
        var file = await DamagedFile.NewAsync();
        file.Resume();
        await file.Store.Session.IndexKeeper.CatchUpAsync(default);
        return file;
    }

    private static async Task AssertBuiltAnewAsync(DamagedFile file)
    {
        await Eventually.IsTrueAsync(() => Task.FromResult(file.Store.Session.Index is { GivenUp: 1, IsKept: true, Behind: 0 }), "Another index is complete");
        Assert.Contains("The index of images is damaged", Assert.Single(file.Critical), StringComparison.Ordinal);
        Assert.Empty((await SqliteDatabase.CheckAsync(file.Path)).Damage);
    }
}
