using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Wesog.Server.Tests.Running;

public sealed class ConfiguredServerTests
{
    [Fact]
    public async Task Keys_from_the_environment_select_their_tenants_on_any_address()
    {
        await using var server = await ServerProcess.StartAsync(
            [.. Key(0, "acme", "one"), .. Key(1, "acme", "two"), .. Key(2, "other", "three")], urls: "http://0.0.0.0:0");
        Assert.Contains("3 configured", server.Banner, StringComparison.Ordinal);
        Assert.Matches("^curl http://127\\.0\\.0\\.1:[0-9]+/health/ready$", server.CurlLine);

        var address = server.CurlLine["curl ".Length..^"/health/ready".Length];
        Assert.Equal(HttpStatusCode.OK, await AddAsync(address, "one", "a"));
        Assert.Equal(1, await CountAsync(address, "two"));
        Assert.Equal(0, await CountAsync(address, "three"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AddAsync(address, "local", "b"));
    }

    [Fact]
    public async Task Limits_from_the_environment_and_the_command_line_apply()
    {
        await using var server = await ServerProcess.StartAsync(
            [("Wesog__Limits__MaxBatchItems", "1")], arguments: ["--Wesog:Images:MaxIdLength=2"]);

        Assert.Equal(HttpStatusCode.OK, await AddAsync(server.Address, "local", "ab"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AddAsync(server.Address, "local", "abc"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await AddAsync(server.Address, "local", "c", "d"));
    }

    [Fact]
    public async Task A_body_may_exceed_the_default_limit_of_the_web_server()
    {
        await using var server = await ServerProcess.StartAsync();
        var captions = Enumerable.Range(0, 4_000).Select(i => new { id = $"{i}", src = "https://example.com/i.jpg", caption = new string('x', 10_000) });
        using var client = Client(server.Address, "local");
        using var response = await client.PostAsJsonAsync("/imgs?wait=true", captions);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static (string, string)[] Key(int number, string tenant, string key) =>
    [
        ($"Wesog__ApiKeys__{number}__Tenant", tenant),
        ($"Wesog__ApiKeys__{number}__Sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))),
    ];

    private static HttpClient Client(string address, string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Add("API-Key", key);
        return client;
    }

    private static async Task<HttpStatusCode> AddAsync(string address, string key, params string[] ids)
    {
        using var client = Client(address, key);
        using var response = await client.PostAsJsonAsync(
            "/imgs?wait=true", ids.Select(id => new { id, src = "https://example.com/i.jpg" }));
        return response.StatusCode;
    }

    private static async Task<int> CountAsync(string address, string key)
    {
        using var client = Client(address, key);
        return (await client.GetFromJsonAsync<JsonElement>("/imgs")).GetProperty("count").GetInt32();
    }
}
