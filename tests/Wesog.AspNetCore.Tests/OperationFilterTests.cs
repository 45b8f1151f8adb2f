using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The filters of <c>GET /ops</c>, and <c>DELETE /ops</c>, which cancels all pending operations that match.</summary>
public sealed class OperationFilterTests
{
    [Fact]
    public async Task A_label_is_shown_and_selects()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        var labelled = (await host.Alpha.SendAsync("POST", "/imgs/a?wait=true&label=spring%20import", """{"src":"https://e.org/1"}""")).Is(200);
        await host.Alpha.AddAsync("b");

        Assert.Equal("spring import", labelled["label"].GetString());
        Assert.Equal([1], await NumbersAsync(host, "label=spring%20import"));
        Assert.Empty(await NumbersAsync(host, "label=spring"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%00")]
    [InlineData("%ED%A0%80")]
    [InlineData("LONG")]
    public async Task An_invalid_label_is_refused(string label)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        var sent = label == "LONG" ? new string('x', 256) : label;
        (await host.Alpha.SendAsync("POST", $"/imgs/a?label={sent}", """{"src":"https://e.org/1"}""")).IsProblem(400, "invalid_parameter");
        (await host.Alpha.SendAsync("DELETE", $"/imgs?q=has%3Aid&label={sent}", null)).IsProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task A_label_is_no_part_of_what_a_key_is_bound_to()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        (await host.Alpha.SendAsync("POST", "/imgs/a?wait=true&label=one", """{"src":"https://e.org/1"}""", ("Idempotency-Key", "k"))).Is(200);
        Assert.Equal("one", (await host.Alpha.SendAsync("POST", "/imgs/a?wait=true&label=two", """{"src":"https://e.org/1"}""", ("Idempotency-Key", "k"))).Is(200)["label"].GetString());
    }

    [Fact]
    public async Task States_and_methods_are_repeatable_and_periods_select()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await host.Alpha.AddAsync("a");
        (await host.Alpha.SendAsync("POST", "/imgs/a?wait=true", """{"src":"https://e.org/1"}""")).IsProblem(409, "operation_failed");
        (await host.Alpha.SendAsync("DELETE", "/imgs/a?wait=true", null)).Is(200);

        Assert.Equal([3, 2, 1], await NumbersAsync(host, "state=failed&state=succeeded"));
        Assert.Equal([3, 2, 1], await NumbersAsync(host, "method=add&method=del"));
        Assert.Equal([2], await NumbersAsync(host, "method=add&method=del&state=failed"));
        Assert.Equal([3, 2, 1], await NumbersAsync(host, "created_from=2020-01-01&finished_before=9000-01-01T00:00:00Z"));
        Assert.Empty(await NumbersAsync(host, "created_before=2020-01-01"));
        Assert.Empty(await NumbersAsync(host, "finished_from=9000-01-01T00:00:00%2B01:00"));
        var next = (await host.Alpha.GetAsync("/ops?state=failed&state=succeeded&limit=2&created_from=2020-01-01")).Header("Link")!;
        Assert.Contains("state=failed&state=succeeded", next, StringComparison.Ordinal);
        Assert.Contains("created_from=2020-01-01", next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("created_from=yesterday")]
    [InlineData("created_from=2026-02-30")]
    [InlineData("created_before=2026-01-01T00:00:00")]
    [InlineData("finished_from=2026-01-01T00:00:00+01:00")]
    [InlineData("finished_before=")]
    [InlineData("created_from=2026-01-01&created_from=2026-01-02")]
    public async Task An_invalid_time_is_refused(string query)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        (await host.Alpha.GetAsync($"/ops?{query}")).IsProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task All_pending_operations_that_match_are_canceled()
    {
        var (host, store) = await ApiHost.StartPausedAsync();
        await using var started = host;
        for (var i = 0; i < 600; i++)
        {
            (await host.Alpha.SendAsync("POST", $"/imgs/{i}?label={(i % 2 == 0 ? "even" : "odd")}", """{"src":"https://e.org/1"}""")).Is(202);
        }

        Assert.Equal(300, (await host.Alpha.SendAsync("DELETE", "/ops?label=even", null)).Is(200)["num_canceled"].GetInt32());
        Assert.Equal(0, (await host.Alpha.SendAsync("DELETE", "/ops?label=even", null)).Is(200)["num_canceled"].GetInt32());
        Assert.Equal(300, (await host.Alpha.SendAsync("DELETE", "/ops?state=pending&method=add", null)).Is(200)["num_canceled"].GetInt32());
        store.Resume();
        Assert.Equal(50, (await host.Alpha.GetAsync("/ops?state=canceled&limit=50")).Is(200).Json.GetArrayLength());
        Assert.Empty(await NumbersAsync(host, "state=pending&state=running&state=succeeded"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?state=failed")]
    [InlineData("?state=pending&limit=1")]
    [InlineData("?label=a&before=3")]
    [InlineData("?lang=en")]
    public async Task A_cancellation_of_several_needs_a_filter_and_takes_no_limit(string query)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        (await host.Alpha.SendAsync("DELETE", $"/ops{query}", null)).IsProblem(400, "invalid_parameter");
    }

    private static async Task<IEnumerable<long>> NumbersAsync(ApiHost host, string query) =>
        (await host.Alpha.GetAsync($"/ops?{query}")).Is(200).Json.EnumerateArray().Select(operation => operation.GetProperty("op_id").GetInt64());
}
