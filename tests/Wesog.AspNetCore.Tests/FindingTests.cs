using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests;

/// <summary>GET /imgs finds images by a formula, in an order, with facets and a count.</summary>
public sealed class FindingTests(FindingTests.Gallery gallery) : IClassFixture<FindingTests.Gallery>
{
    private ApiClient Alpha => gallery.Host.Alpha;

    [Fact]
    public async Task A_formula_finds_images_with_their_count_and_facets()
    {
        var reply = (await Alpha.GetAsync("/imgs?q=author%3D%22J.+M.+W.+Turner%22+%26%26+date%3E1839&fields=id&facets=city&facets=nsfw&facets=keywords&facet_limit=1")).Is(200);
        Assert.Equal(
            """{"results":[{"id":"2"},{"id":"3"}],"count":2,"facets":{"city":[{"value":"Venice","count":2}],"nsfw":[{"value":false,"count":1}],"keywords":[{"value":"boat","count":2}]},"facets_truncated":["nsfw","keywords"]}""",
            reply.Text);
        Assert.Equal("Accept", reply.Header("Vary"));
        Assert.Null(reply.Next);
    }

    [Fact]
    public async Task Nothing_is_answered_that_was_not_asked_for()
    {
        Assert.Equal("""{"results":[{"id":"5"}]}""", (await Alpha.GetAsync("/imgs?q=!has%3Dauthor&fields=id&count=false")).Is(200).Text);
        Assert.Equal("""{"results":[],"count":0,"facets":{"city":[],"lang":[]}}""", (await Alpha.GetAsync("/imgs?q=id%3Dnone&facets=city&facets=lang")).Is(200).Text);
        Assert.Equal("""{"results":[{"id":"1"}],"count":5}""", (await Alpha.GetAsync("/imgs?q=%20&limit=1&fields=id")).Is(200).Text);
        Assert.Equal("""{"results":[],"count":5}""", (await Alpha.GetAsync("/imgs?q=%20&page=9&fields=id")).Is(200).Text);
    }

    [Theory]
    [InlineData("sort_by=title", "3 1 2 4 5")]
    [InlineData("sort_by=title&order=desc", "2 1 3 5 4")]
    [InlineData("sort_by=date&order=asc", "1 2 3 4 5")]
    [InlineData("order=desc", "5 4 3 2 1")]
    [InlineData("sort_by=created_at&order=desc&q=city%3AVenice,Paris", "4 3 2")]
    public async Task A_walk_by_links_meets_each_image_once_in_the_order(string query, string ids)
    {
        List<string> seen = [];
        for (string? target = $"/imgs?limit=1&{query}&facets=lang"; target is not null;)
        {
            var reply = (await Alpha.GetAsync(target)).Is(200);
            seen.Add(reply["results"][0].GetProperty("id").GetString()!);
            Assert.Equal(ids.Split(' ').Length, reply["count"].GetInt32());
            Assert.Equal(ids.Split(' ').Length, reply["facets"].GetProperty("lang")[0].GetProperty("count").GetInt32());
            target = reply.Next;
        }

        Assert.Equal(ids.Split(' '), seen);
    }

    [Fact]
    public async Task A_page_by_its_number_is_the_one_of_the_walk()
    {
        var third = (await Alpha.GetAsync("/imgs?limit=1&page=3&sort_by=title&q=has%3Did")).Is(200);
        Assert.Equal("2", third["results"][0].GetProperty("id").GetString());
        Assert.DoesNotContain("page=", third.Next, StringComparison.Ordinal);
        Assert.Equal("4", (await Alpha.GetAsync(third.Next!))["results"][0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("en", "A value must stand")]
    [InlineData("es", "valor")]
    [InlineData("pt", "valor")]
    [InlineData("fr", "valeur")]
    [InlineData("ru", "должно стоять значение")]
    public async Task An_invalid_formula_is_400_with_its_place(string language, string words)
    {
        foreach (var reply in new[] { await Alpha.GetAsync($"/imgs?q=city%3D&lang={language}"), await Alpha.GetAsync("/imgs?q=city%3D", ("Accept-Language", language), ("Accept", "application/x-ndjson")) })
        {
            reply.IsProblem(400, "invalid_query");
            Assert.Equal(6, reply["position"].GetInt32());
            Assert.Contains(words, reply.Detail, StringComparison.Ordinal);
            Assert.Contains("city=▶", reply.Detail, StringComparison.Ordinal);
            Assert.Equal(language, reply.Header("Content-Language"));
        }
    }

    [Theory]
    [InlineData("title%3Da%00b", 8)]
    [InlineData("title%3D%FF", 7)]
    [InlineData("title%3D%ED%A0%80", 7)]
    [InlineData("title%3D%zz", 7)]
    [InlineData("%F0%9F%9B%B6%3Da", 1)]
    [InlineData("title%3D%22%F0%9F%9B%B6", 7)]
    [InlineData("city%3Da+%26%26", 10)]
    public async Task The_place_counts_decoded_UTF_16_units(string formula, int position) =>
        Assert.Equal(position, (await Alpha.GetAsync($"/imgs?q={formula}")).IsProblem(400, "invalid_query")["position"].GetInt32());

    [Fact]
    public async Task A_formula_has_at_most_4096_UTF_16_units()
    {
        Assert.Equal(4_097, (await Alpha.GetAsync($"/imgs?q={new string('a', 4_097)}")).IsProblem(400, "invalid_query")["position"].GetInt32());
        (await Alpha.GetAsync($"/imgs?q=title%3D{new string('a', 4_090)}")).Is(200);
    }

    [Theory]
    [InlineData("q=text~boat")]
    [InlineData("q=text~boat&facets=city")]
    public async Task A_query_that_takes_too_long_is_503_without_Retry_After(string query)
    {
        await using var host = await ApiHost.StartAsync(inner => new EndlessStore(inner), options => options.Limits.MaxQueryTime = TimeSpan.FromSeconds(1));
        var reply = (await host.Alpha.GetAsync($"/imgs?{query}")).IsProblem(503, "query_timeout");
        Assert.Null(reply.Header("Retry-After"));
        Assert.Contains("1 seconds", reply.Detail, StringComparison.Ordinal);
        Assert.Contains("count=false", reply.Detail, StringComparison.Ordinal);
        Assert.Empty(host.Log.Errors);
    }

    private sealed class EndlessStore(IImageStore inner) : ForwardingStore(inner)
    {
        public override async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken) =>
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    public sealed class Gallery : IAsyncLifetime
    {
        public ApiHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await ApiHost.StartAsync(new HostPlan());
            const string Turner = ",\"author\":\"J. M. W. Turner\"";
            await Host.Alpha.AddAsync("1", $$"""{{Turner}},"date":"1838","title":"Dôme" """);
            await Host.Alpha.AddAsync("2", $$"""{{Turner}},"title":"Éclat","date":"1840-05","city":"Venice","nsfw":true,"keywords":["boat","sea"]""");
            await Host.Alpha.AddAsync("3", $$"""{{Turner}},"title":"canal","date":"1842","city":"Venice","nsfw":false,"keywords":["boat","boat"]""");
            await Host.Alpha.AddAsync("4", ",\"author\":\"Monet\",\"date\":\"1890\",\"city\":\"Paris\"");
            await Host.Alpha.AddAsync("5");
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
