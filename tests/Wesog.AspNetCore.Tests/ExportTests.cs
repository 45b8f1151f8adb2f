using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.AspNetCore.Tests.Memory;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests;

/// <summary>GET /imgs with <c>Accept: application/x-ndjson</c> sends all images that match, one a line, while they are read.</summary>
public sealed class ExportTests
{
    private const string Lines = "application/x-ndjson";

    // More than the parts that the web server and the network hold.
    private const int Many = 2_000;

    private static readonly (string Name, string Value) _accept = ("Accept", Lines);

    [Fact]
    public async Task An_export_has_the_images_that_match_by_id_one_a_line()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        foreach (var id in new[] { "c", "a", "d", "b" })
        {
            await host.Alpha.AddAsync(id, id == "d" ? "" : ",\"title\":\"line\\nbreak\"");
        }

        await IsAsync("/imgs?q=has%3Dtitle&fields=id&fields=title", "{\"id\":\"a\",\"title\":\"line\\nbreak\"}\n{\"id\":\"b\",\"title\":\"line\\nbreak\"}\n{\"id\":\"c\",\"title\":\"line\\nbreak\"}\n");
        await IsAsync("/imgs?fields=id&limit=2&sort_by=id&order=asc", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
        await IsAsync("/imgs?fields=id&limit=9007199254740991", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n{\"id\":\"d\"}\n");
        await IsAsync("/imgs?q=id%3Dnone", "");
        var next = (await host.Alpha.GetAsync("/imgs?limit=2")).Next!.Replace("limit=2", "fields=id", StringComparison.Ordinal);
        await IsAsync(next, "{\"id\":\"c\"}\n{\"id\":\"d\"}\n");
        var image = (await host.Alpha.GetAsync("/imgs/a")).Text;
        await IsAsync("/imgs?limit=1", $"{image}\n");

        async Task IsAsync(string target, string lines)
        {
            var reply = await host.Alpha.GetAsync(target, _accept);
            Assert.Equal((200, lines, Lines), (reply.Status, reply.Text, reply.ContentType));
            Assert.Equal("Accept", reply.Header("Vary"));
            Assert.Null(reply.Header("Link"));

            var head = await host.Alpha.SendAsync("HEAD", target, null, _accept);
            Assert.Equal((200, "", Lines), (head.Status, head.Text, head.ContentType));
        }
    }

    [Fact]
    public async Task A_long_export_is_complete_and_returns_its_memory()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await FillAsync(host);
        var reply = await host.Alpha.GetAsync("/imgs", _accept);
        Assert.Equal(200, reply.Status);
        Assert.True(reply.Headers.TransferEncodingChunked);
        Assert.EndsWith("}\n", reply.Text, StringComparison.Ordinal);
        var page = (await host.Alpha.GetAsync("/imgs?limit=10000")).Json.GetProperty("results").EnumerateArray().Select(image => image.GetRawText());
        Assert.Equal(Many, page.Count());
        Assert.Equal(page, reply.Text.TrimEnd('\n').Split('\n'));
        Assert.Equal(0, host.App.Services.GetRequiredService<MemoryBudget>().Used);
    }

    [Theory]
    [InlineData("count=true", "count")]
    [InlineData("count=false", "count")]
    [InlineData("facets=city", "facets")]
    [InlineData("facet_limit=1", "facet_limit")]
    [InlineData("page=1", "page")]
    [InlineData("sort_by=date", "sort_by")]
    [InlineData("order=desc", "order")]
    public async Task What_only_pages_have_is_400(string query, string name)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        var detail = (await host.Alpha.GetAsync($"/imgs?{query}", _accept)).IsProblem(400, "invalid_parameter").Detail;
        Assert.Contains($"\"{name}\"", detail, StringComparison.Ordinal);
        Assert.Contains("application/json", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=0", "invalid_parameter")]
    [InlineData("limit=9007199254740992", "invalid_parameter")]
    [InlineData("sort_by=x", "invalid_parameter")]
    [InlineData("fields=x", "invalid_parameter")]
    [InlineData("lang=de", "invalid_parameter")]
    [InlineData("x=1", "invalid_parameter")]
    [InlineData("after=x", "invalid_cursor")]
    [InlineData("q=x%3D1", "invalid_query")]
    public async Task A_fault_before_the_first_line_is_a_problem(string query, string code)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        (await host.Alpha.GetAsync($"/imgs?{query}", _accept)).IsProblem(400, code);
    }

    [Fact]
    public async Task Other_routes_and_other_clients_get_JSON()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await host.Alpha.AddAsync("a");
        (await host.Alpha.GetAsync("/imgs/a", _accept)).Is(200);
        (await host.Alpha.GetAsync("/ops", _accept)).Is(200);
        (await host.Alpha.GetAsync("/imgs?limit=1&page=1", ("Accept", "*/*"))).Is(200);
        (await host.Alpha.GetAsync("/imgs?limit=10001", ("Accept", "application/json"))).IsProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task A_failure_of_the_store_before_the_first_line_is_a_problem_and_afterwards_ends_the_connection()
    {
        await using var host = await ApiHost.StartAsync(inner => new EndingStore(inner, _ => throw new StoreUnavailableException("memory", StoreUnavailableReason.Unreachable)));
        await host.Alpha.AddAsync("a");
        (await host.Alpha.GetAsync("/imgs", _accept)).IsProblem(503, "unavailable");

        await FillAsync(host);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Alpha.GetAsync("/imgs", _accept));
        using var raw = await OpenRequest.SendAsync(host.Address, ApiHost.AlphaKey, "GET", "/imgs", $"Accept: {Lines}\r\n");
        Assert.DoesNotContain("\r\n0\r\n\r\n", await ReadToEndAsync(raw), StringComparison.Ordinal);

        // Only the engine logs the outage as an error.
        Assert.All(host.Log.Errors, line => Assert.StartsWith("The store", line, StringComparison.Ordinal));
        Assert.Contains(host.Log.Warnings, line => line.Contains("unavailable", StringComparison.Ordinal));
        (await host.Alpha.GetAsync("/imgs?limit=1")).Is(200);
        Assert.Equal(0, host.App.Services.GetRequiredService<MemoryBudget>().Used);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_read()
    {
        await using var host = await ApiHost.StartAsync(
            inner => new EndingStore(inner, cancellation => Task.Delay(Timeout.InfiniteTimeSpan, cancellation)), options => options.Limits.MaxConcurrentReads = 1);
        await FillAsync(host);
        using (var leaving = await OpenRequest.SendAsync(host.Address, ApiHost.AlphaKey, "GET", "/imgs", $"Accept: {Lines}\r\n"))
        {
            Assert.StartsWith("HTTP/1.1 200", await leaving.ReadAsync(), StringComparison.Ordinal);
            (await host.Alpha.GetAsync("/imgs")).IsProblem(429, "too_many_reads");
            (await host.Alpha.GetAsync("/imgs", _accept)).IsProblem(429, "too_many_reads");
        }

        // A request takes the time in which the host learns that the client has left.
        Reply reply;
        var tries = 0;
        do
        {
            Assert.True(tries++ < 20_000, "The read does not end.");
            reply = await host.Alpha.GetAsync("/imgs?limit=1");
        }
        while (reply.Status == 429);
        reply.Is(200);
        Assert.Empty(host.Log.Errors);
    }

    private static async Task FillAsync(ApiHost host)
    {
        var caption = new string('x', 3_000);
        var batch = string.Join(',', Enumerable.Range(0, Many).Select(i => $$"""{"id":"{{i.ToString("D5", CultureInfo.InvariantCulture)}}","src":"https://e.org/1","caption":"{{caption}}"}"""));
        (await host.Alpha.SendAsync("POST", "/imgs?wait=true", $"[{batch}]")).Is(200);
        await host.Alpha.SendAsync("DELETE", "/imgs/a?wait=true");
    }

    private static async Task<string> ReadToEndAsync(OpenRequest request)
    {
        var end = "";
        try
        {
            while (await request.ReadAsync() is { Length: > 0 } part)
            {
                end = $"{(end.Length > 100 ? end[^100..] : end)}{part}";
            }
        }
        catch (IOException)
        {
            // The server has reset the connection.
        }

        return end;
    }

    /// <summary>A store that does something else after an export has read its images.</summary>
    private sealed class EndingStore(IImageStore inner, Func<CancellationToken, Task> end) : ForwardingStore(inner)
    {
        public override async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
        {
            await base.ScanImagesAsync(tenant, scan, cancellationToken);
            if (scan.WaitsForReader)
            {
                await end(cancellationToken);
            }
        }
    }
}
