using Wesog.AspNetCore.Images;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The next page of images begins after the last image of the page before.</summary>
public sealed class CursorTests
{
    [Fact]
    public async Task A_walk_meets_each_image_that_stays_once_whatever_is_written_meanwhile()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await AddAsync(host, Enumerable.Range(0, 20).Select(i => $"k{i:00}"));
        var seen = new List<string>();
        var round = 0;
        for (string? target = "/imgs?limit=3"; target is not null; round++)
        {
            var reply = (await host.Alpha.GetAsync(target)).Is(200);
            seen.AddRange(Ids(reply));
            target = reply.Next;

            // By page number, the additions before the last image would repeat images, and the deletion would skip one.
            await AddAsync(host, [$"a{round}a", $"a{round}b"]);
            (await host.Alpha.SendAsync("DELETE", $"/imgs/{seen[^1]}?wait=true")).Is(200);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"k{i:00}"), seen);
    }

    [Fact]
    public async Task The_link_of_a_numbered_page_has_a_cursor_and_keeps_the_other_parameters()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await AddAsync(host, ["a", "b", "c", "d", "e"]);

        var reply = (await host.Alpha.GetAsync("/imgs?page=2&limit=2&fields=id&lang=fr")).Is(200);

        Assert.Equal(["c", "d"], Ids(reply));
        Assert.Matches("^/imgs\\?limit=2&fields=id&lang=fr&after=[A-Za-z0-9_-]+$", reply.Next);
        var last = (await host.Alpha.GetAsync(reply.Next!)).Is(200);
        Assert.Equal(["e"], Ids(last));
        Assert.Equal(5, last["count"].GetInt32());
        Assert.Null(last.Header("Link"));
    }

    [Fact]
    public async Task A_page_that_is_cut_at_its_bytes_has_a_link_to_the_rest()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        var keywords = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"\"{new string('k', 250)}{i}\""));
        for (var i = 0; i < 6; i++)
        {
            await host.Alpha.AddAsync($"{i}", $",\"keywords\":[{keywords}]");
        }

        var sizes = new List<int>();
        for (string? target = "/imgs"; target is not null;)
        {
            var reply = await host.Alpha.GetAsync(target);
            Assert.Equal(200, reply.Status);
            Assert.Equal(6, reply["count"].GetInt32());
            Assert.InRange(reply.Bytes.Length, 1, PageBytes.Of(50) + 1_000);
            sizes.Add(reply["results"].GetArrayLength());
            target = reply.Next;
        }

        Assert.Equal([4, 2], sizes);
    }

    [Theory]
    [InlineData(1, 1 << 20)]
    [InlineData(64, 1 << 20)]
    [InlineData(65, 65 << 14)]
    [InlineData(10_000, 16 << 20)]
    public void The_bytes_of_a_page_follow_its_limit(int limit, long bytes) => Assert.Equal(bytes, PageBytes.Of(limit));

    [Theory]
    [InlineData("page=1&after={0}", "invalid_parameter")]
    [InlineData("after={0}&page=2", "invalid_parameter")]
    [InlineData("after={0}&after={0}", "invalid_parameter")]
    [InlineData("after=", "invalid_cursor")]
    [InlineData("after=a", "invalid_cursor")]
    [InlineData("after={0}=", "invalid_cursor")]
    [InlineData("after={0}A", "invalid_cursor")]
    [InlineData("after=%20{0}", "invalid_cursor")]
    public async Task A_cursor_that_is_invalid_or_beside_a_page_number_is_400(string query, string code)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await AddAsync(host, ["a", "b"]);
        var cursor = (await host.Alpha.GetAsync("/imgs?limit=1")).Next!["/imgs?limit=1&after=".Length..];
        (await host.Alpha.GetAsync($"/imgs?after={cursor}")).Is(200);
        var target = $"/imgs?{query.Replace("{0}", cursor, StringComparison.Ordinal)}";
        (await host.Alpha.GetAsync(target)).IsProblem(400, code);
    }

    [Fact]
    public async Task A_cursor_of_another_tenant_is_400()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await AddAsync(host, ["a", "b"]);
        var next = (await host.Alpha.GetAsync("/imgs?limit=1")).Next!;

        var detail = (await host.Beta.GetAsync(next)).IsProblem(400, "invalid_cursor").Detail;

        Assert.DoesNotContain("alpha", detail, StringComparison.Ordinal);
        (await host.Alpha.GetAsync(next)).Is(200);
    }

    [Theory]
    [InlineData("q=title%3Da", "q=title%3Db", false)]
    [InlineData("q=title%3Da", "", false)]
    [InlineData("q=title%3Da", "q=title%3Da&sort_by=title", false)]
    [InlineData("q=title%3Da", "q=title%3Da&order=desc", false)]
    [InlineData("q=title%3Da", "q=%20title+%3D+A%20", false)]
    [InlineData("q=title%3Da", "q=%20(title+%3D+%22a%22)&order=asc&sort_by=id", true)]
    [InlineData("q=title%3Da", "q=title%3Da&limit=7&facets=city&facet_limit=3&count=false&fields=id&lang=ru", true)]
    [InlineData("", "q=%20", true)]
    [InlineData("sort_by=city&order=desc", "order=desc&sort_by=city&count=false", true)]
    public async Task A_cursor_is_valid_for_its_formula_and_order_only(string first, string second, bool isValid)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await host.Alpha.AddAsync("1", ",\"title\":\"a\"");
        await host.Alpha.AddAsync("2", ",\"title\":\"a\"");
        var next = (await host.Alpha.GetAsync($"/imgs?limit=1&{first}")).Is(200).Next!;
        var reply = await host.Alpha.GetAsync($"/imgs?{second}&{next[next.IndexOf("after=", StringComparison.Ordinal)..]}");
        if (isValid)
        {
            Assert.Single(Ids(reply.Is(200)));
        }
        else
        {
            reply.IsProblem(400, "invalid_cursor");
        }
    }

    private static async Task AddAsync(ApiHost host, IEnumerable<string> ids) =>
        (await host.Alpha.SendAsync("POST", "/imgs?wait=true", $"[{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","src":"https://e.org/1"}"""))}]")).Is(200);

    private static IEnumerable<string> Ids(Reply reply) => reply["results"].EnumerateArray().Select(image => image.GetProperty("id").GetString()!);
}
