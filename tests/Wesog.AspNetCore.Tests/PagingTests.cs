using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Lists have pages. The link to the next page keeps the other parameters.</summary>
public sealed class PagingTests
{
    [Fact]
    public async Task Pages_of_images_are_ordered_by_id()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        // U+FFFD precedes U+1F6F6 in the order of code points, but not in the order of UTF-16 units.
        string[] ids = ["B", "a", "a/1", "b", "\uFFFD", "\U0001F6F6", "\U0001F6F6\U0001F6F6"];
        foreach (var id in ids.Reverse())
        {
            await host.Alpha.AddAsync(id);
        }

        var seen = new List<string>();
        var pages = 0;
        for (string? target = "/imgs?fields=id&limit=3&fields=title&lang=fr"; target is not null; pages++)
        {
            var reply = (await host.Alpha.GetAsync(target)).Is(200);
            Assert.Equal(ids.Length, reply["count"].GetInt32());
            seen.AddRange(reply["results"].EnumerateArray().Select(image => image.GetProperty("id").GetString()!));
            Assert.All(reply["results"].EnumerateArray(), image => Assert.False(image.TryGetProperty("src", out _)));
            target = reply.Next;
        }

        Assert.Equal(ids, seen);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task The_last_full_page_has_no_link()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await host.Alpha.AddAsync("1");
        await host.Alpha.AddAsync("2");
        Assert.Matches("^/imgs\\?limit=1&after=[A-Za-z0-9_-]+$", (await host.Alpha.GetAsync("/imgs?limit=1")).Next);
        Assert.Null((await host.Alpha.GetAsync("/imgs?limit=1&page=2")).Header("Link"));
        Assert.Null((await host.Alpha.GetAsync("/imgs?limit=2")).Header("Link"));
        var beyond = (await host.Alpha.GetAsync("/imgs?page=9007199254740991&limit=10000")).Is(200);
        Assert.Equal((0, 2), (beyond["results"].GetArrayLength(), beyond["count"].GetInt32()));
        Assert.Null(beyond.Header("Link"));
        Assert.Null((await host.Alpha.GetAsync("/ops?limit=2")).Header("Link"));
    }

    [Fact]
    public async Task Pages_of_operations_are_newest_first_and_keep_the_filters()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        for (var i = 0; i < 5; i++)
        {
            await host.Alpha.AddAsync($"o{i}");
            await host.Alpha.SendAsync("POST", "/imgs?wait=true", $$"""[{"id":"o{{i}}","src":"https://e.org/1"}]""");
            await host.Alpha.SendAsync("DELETE", "/imgs?wait=true&id=none");
        }

        Assert.Equal([13L, 10, 7, 4, 1], await WalkAsync(host.Alpha, "/ops?state=succeeded&limit=2&method=add"));
        Assert.Equal([14L, 11, 8, 5, 2], await WalkAsync(host.Alpha, "/ops?state=failed&limit=1"));
        Assert.Equal(Enumerable.Range(1, 15).Reverse().Select(id => (long)id), await WalkAsync(host.Alpha, "/ops?limit=4"));
        Assert.Empty(await WalkAsync(host.Alpha, "/ops?method=multiple"));
        Assert.Equal([2L, 1], await WalkAsync(host.Alpha, "/ops?before=3"));
    }

    [Fact]
    public async Task A_listed_operation_has_its_first_ten_errors()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        var batch = "[" + string.Join(',', Enumerable.Range(0, 12).Select(i => $$"""{"id":"e{{i}}","title":"t"}""")) + "]";
        await host.Alpha.SendAsync("PATCH", "/imgs?wait=true", batch);
        var listed = (await host.Alpha.GetAsync("/ops")).Is(200).Json[0];
        Assert.Equal(10, listed.GetProperty("errors").GetArrayLength());
        Assert.True(listed.GetProperty("errors_truncated").GetBoolean());
        Assert.Equal(12, listed.GetProperty("num_bad").GetInt32());
        Assert.Equal(12, (await host.Alpha.GetAsync("/ops/1"))["errors"].GetArrayLength());
    }

    [Theory]
    [InlineData("POST", 422, 2)]
    [InlineData("PATCH", 409, 2)]
    [InlineData("POST", 422, 100)]
    [InlineData("PATCH", 409, 100)]
    public async Task A_problem_says_whether_it_lists_all_errors(string method, int status, int maxErrors)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan { Engine = options => options.Limits.MaxErrors = maxErrors });
        var batch = "[" + string.Join(',', Enumerable.Range(0, 3).Select(i => $$"""{"id":"e{{i}}","title":"t"}""")) + "]";
        foreach (var (language, words) in new[] { ("en", "first 2 errors"), ("ru", "количество: 2") })
        {
            foreach (var headers in ((string, string)[][])[[], [("Idempotency-Key", language)]])
            {
                var reply = (await host.Alpha.SendAsync(method, $"/imgs?wait=true&lang={language}", batch, headers))
                    .IsProblem(status, status == 422 ? "invalid_images" : "operation_failed");
                Assert.Equal(maxErrors == 2, reply.Has("errors_truncated"));
                Assert.Contains("error_counts", reply.Detail, StringComparison.Ordinal);
                Assert.Equal(maxErrors == 2, reply.Detail.Contains(words, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("0", true)]
    [InlineData("-1", true)]
    [InlineData("7", false)]
    public async Task An_invalid_operation_number_has_another_detail_than_a_removed_operation(string id, bool isNoNumber)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        foreach (var method in new[] { "GET", "DELETE" })
        {
            var detail = (await host.Alpha.SendAsync(method, $"/ops/{id}")).IsProblem(404, "operation_not_found").Detail;
            Assert.Equal(isNoNumber, detail.Contains("not the number of an operation", StringComparison.Ordinal));
            Assert.Equal(!isNoNumber, detail.Contains("was removed", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_listed_operation_has_its_first_ten_skipped_items()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await host.Alpha.SendAsync("DELETE", "/imgs?wait=true", "[" + string.Join(',', Enumerable.Range(0, 12).Select(i => $"\"e{i}\"")) + "]");
        var listed = (await host.Alpha.GetAsync("/ops")).Is(200).Json[0];
        Assert.Equal((10, 12), (listed.GetProperty("skipped").GetArrayLength(), listed.GetProperty("num_skipped").GetInt32()));
        Assert.False(listed.TryGetProperty("errors_truncated", out _));
        Assert.Equal(12, (await host.Alpha.GetAsync("/ops/1"))["skipped"].GetArrayLength());
    }

    [Fact]
    public async Task A_long_page_is_sent_in_parts()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        var caption = new string('x', 10_000);
        var batch = "[" + string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"id":"{{i}}","src":"https://e.org/1","caption":"{{caption}}"}""")) + "]";
        (await host.Alpha.SendAsync("POST", "/imgs?wait=true", batch)).Is(200);
        var reply = await host.Alpha.GetAsync("/imgs");
        Assert.Equal(200, reply.Status);
        Assert.True(reply.Headers.TransferEncodingChunked);
        Assert.Equal(50, reply["results"].GetArrayLength());
        Assert.All(reply["results"].EnumerateArray(), image => Assert.Equal(caption, image.GetProperty("caption").GetString()));
    }

    private static async Task<List<long>> WalkAsync(ApiClient api, string first)
    {
        var seen = new List<long>();
        for (string? target = first; target is not null;)
        {
            var reply = (await api.GetAsync(target)).Is(200);
            seen.AddRange(reply.Json.EnumerateArray().Select(operation => operation.GetProperty("op_id").GetInt64()));
            target = reply.Next;
        }

        return seen;
    }
}
