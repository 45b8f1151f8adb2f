using Wesog.Images;
using Xunit;

namespace Wesog.Testing.Conformance;

// Reads return images as they were written.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>Reads return header and members with identical bytes and timestamps to the millisecond.</summary>
    [Fact]
    public async Task A_written_image_is_read_back_exactly()
    {
        var image = new StoredImage(
            "a", Language.Ru, 9_007_199_254_740_991, new(2001, 2, 3, 4, 5, 6, 7, TimeSpan.Zero), SampleImages.Written,
            """{"id":"a","src":"http://x/a","title":"","nsfw":false,"date":"1890-05","keywords":[],"categories":["b","a","b"]}"""u8.ToArray());

        await WriteAsync(SamplePlans.Puts(image));

        Same.Image(image, await ReadAsync("a"));
        Same.Image(image, Assert.Single((await Store.ListImagesAsync(Tenant, 0, 10, default)).Images));
    }

    /// <summary>Each language is stored.</summary>
    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Es)]
    [InlineData(Language.Pt)]
    [InlineData(Language.Fr)]
    [InlineData(Language.Ru)]
    public async Task The_language_is_stored(Language language)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a", lang: language)));

        Assert.Equal(language, (await ReadAsync("a"))?.Lang);
    }

    /// <summary>Returns the existing images of the requested ids, even for more ids than a database allows parameters.</summary>
    [Fact]
    public async Task The_existing_images_of_many_ids_are_found()
    {
        await WriteAsync(SamplePlans.Puts(Enumerable.Range(0, 3_000).Select(i => SampleImages.Image($"i{i}"))));

        var found = await Store.FindImagesAsync(Tenant, [.. Enumerable.Range(1_000, 40_000).Select(i => $"i{i}")], default);

        Assert.Equal(Enumerable.Range(1_000, 2_000).Select(i => $"i{i}").Order(), found.Select(image => image.Id).Order());
        Assert.Empty(await Store.FindImagesAsync(Tenant, [], default));
    }

    /// <summary>Ids are equal only if their code points are: case, composition and trailing characters matter.</summary>
    [Theory]
    [InlineData("a", "A")]
    [InlineData("\u00E9", "e\u0301")]
    [InlineData("stra\u00DFe", "strasse")]
    [InlineData("a", "a\u200B")]
    [InlineData("1", "01")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("\U0001F600", "\U0001F601")]
    [InlineData("it's \"it\"; --", "it's \"it\"; -- ?")]
    [InlineData("$a.b", "$a")]
    [InlineData("a_b", "a%b")]
    public async Task Ids_are_compared_by_code_point(string one, string other)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image(one, "one")));
        await AssertAbsentAsync(other);

        await WriteAsync(SamplePlans.Puts(SampleImages.Image(other, "other", revision: 2)));

        Assert.Equal(1, (await ReadAsync(one))?.Revision);
        Assert.Equal(2, (await ReadAsync(other))?.Revision);
        Assert.Equal(2, (await Store.ListImagesAsync(Tenant, 0, 10, default)).Count);
    }

    /// <summary>Ids of the maximum length work, with characters of every UTF-8 width.</summary>
    [Theory]
    [InlineData("x", 255)]
    [InlineData("\u044F", 255)]
    [InlineData("\uFFFD", 255)]
    [InlineData("\U0001F600", 127)]
    public async Task Ids_of_the_maximum_length_are_stored(string character, int times)
    {
        var id = string.Concat(Enumerable.Repeat(character, times));

        await WriteAsync(SamplePlans.Puts(SampleImages.Image(id)));

        Assert.Equal(id, (await ReadAsync(id))?.Id);
    }

    /// <summary>A tenant does not see images of another tenant.</summary>
    [Fact]
    public async Task Tenants_do_not_see_each_others_images()
    {
        await WriteAsync("one", SamplePlans.Puts(SampleImages.Image("a", "one's"), SampleImages.Image("b")));
        await WriteAsync("One", SamplePlans.Puts(SampleImages.Image("a", "One's", revision: 5)));

        Assert.Equal(1, (await ReadAsync("a", "one"))?.Revision);
        Assert.Equal(5, (await ReadAsync("a", "One"))?.Revision);
        await AssertAbsentAsync("b", "One");
        Assert.Equal(2, (await Store.ListImagesAsync("one", 0, 10, default)).Count);
        Assert.Equal(1, (await Store.ListImagesAsync("One", 0, 10, default)).Count);
    }

    /// <summary>Reads of an unknown tenant return nothing and do not throw.</summary>
    [Fact]
    public async Task An_unknown_tenant_has_no_images()
    {
        var page = await Store.ListImagesAsync("nobody", 0, 10, default);

        Assert.Empty(page.Images);
        Assert.Equal(0, page.Count);
        Assert.Empty(await Store.FindImagesAsync("nobody", ["a"], default));
    }
}
