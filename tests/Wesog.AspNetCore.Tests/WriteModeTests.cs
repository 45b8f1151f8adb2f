using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The write parameters and their defaults.</summary>
public sealed class WriteModeTests(ApiHost host) : IClassFixture<ApiHost>
{
    private readonly ApiClient _api = host.Alpha;

    [Fact]
    public async Task Defaults_are_strict_all_or_nothing_without_waiting_and_not_urgent()
    {
        var reply = (await _api.SendAsync("POST", "/imgs/w1", """{"src":"https://e.org/1"}""")).Is(202);
        Assert.Equal((false, false, true, false), Modes(reply));
    }

    [Fact]
    public async Task Write_parameters_set_the_modes()
    {
        var reply = (await _api.SendAsync("POST", "/imgs/w2?wait=true&urgent=true&strict=false&subset=true", """{"src":"https://e.org/1"}""")).Is(200);
        Assert.Equal((true, true, false, true), Modes(reply));
    }

    [Theory]
    [InlineData("", "es")]
    [InlineData("&lang=fr", "fr")]
    public async Task Lang_is_the_language_of_the_metadata(string parameter, string language)
    {
        await _api.SendAsync("POST", $"/imgs/w3?wait=true&strict=false{parameter}", """{"src":"https://e.org/1"}""");
        Assert.Equal(language, (await _api.GetAsync("/imgs/w3"))["lang"].GetString());
    }

    [Theory]
    [InlineData("POST", "/imgs/v1", """{"src":"https://e.org/1"}""", 200)]
    [InlineData("POST", "/imgs", """[{"id":"v1","src":"https://e.org/1"}]""", 200)]
    [InlineData("DELETE", "/imgs/v0", null, 200)]
    [InlineData("DELETE", "/imgs?id=v0", null, 200)]
    [InlineData("DELETE", "/imgs", """["v0"]""", 200)]
    [InlineData("POST", "/imgs?subset=true", """[{"id":"v1","src":"https://e.org/1"},{"id":"v0","src":"https://e.org/1"}]""", 207)]
    [InlineData("POST", "/imgs/v0", """{"src":"https://e.org/1"}""", 409)]
    [InlineData("POST", "/imgs/v1", """{}""", 422)]
    public async Task Validate_only_validates_and_writes_nothing(string method, string target, string? body, int status)
    {
        await using var fresh = await ApiHost.StartAsync(new HostPlan());
        await fresh.Alpha.AddAsync("v0");
        var mark = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var reply = await fresh.Alpha.SendAsync(method, $"{target}{mark}validate_only=true", body, ("Idempotency-Key", "k"));
        Assert.Equal(status, reply.Status);
        Assert.False(reply.Has("op_id"));
        Assert.Null(reply.Header("Location"));
        Assert.Equal(status != 422, reply.Has("is_finished") && reply["is_finished"].GetBoolean());

        Assert.Equal(1, (await fresh.Alpha.GetAsync("/ops")).Json.GetArrayLength());
        Assert.Equal(1, (await fresh.Alpha.GetAsync("/imgs"))["count"].GetInt32());
        Assert.Equal(1, (await fresh.Alpha.GetAsync("/imgs/v0"))["revision"].GetInt32());
        var bound = await fresh.Alpha.SendAsync("POST", "/imgs/v9?wait=true", """{"src":"https://e.org/1"}""", ("Idempotency-Key", "k"));
        Assert.Null(bound.Is(200).Header("Idempotent-Replayed"));
    }

    [Theory]
    [InlineData("/imgs/d1", 200)]
    [InlineData("/imgs/d2?wait=false", 202)]
    public async Task A_host_may_wait_by_default(string target, int status)
    {
        await using var waiting = await ApiHost.StartAsync(new HostPlan { Http = options => options.WaitByDefault = true });
        (await waiting.Alpha.SendAsync("POST", target, """{"src":"https://e.org/1"}""")).Is(status);
    }

    private static (bool Wait, bool Urgent, bool Strict, bool Subset) Modes(Reply reply) =>
        (reply["do_wait"].GetBoolean(), reply["do_urgent"].GetBoolean(), reply["do_strict"].GetBoolean(), reply["do_subset"].GetBoolean());
}
