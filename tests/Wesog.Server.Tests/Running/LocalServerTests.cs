using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Wesog.Server.Tests.Running;

public sealed class LocalServerTests(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly ServerProcess _process = server.Process;

    [Fact]
    public void The_banner_names_the_address_the_store_and_the_key()
    {
        Assert.Matches("^http://127\\.0\\.0\\.1:[1-9][0-9]*$", _process.Address);
        Assert.Contains("wesog.db)", _process.Banner, StringComparison.Ordinal);
        Assert.Contains("the key 'local' is accepted for the tenant 'local', on loopback only", _process.Banner, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_command_works_repeatedly()
    {
        for (var time = 0; time < 2; time++)
        {
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", _process.CurlLine])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = shell.StandardError.ReadToEndAsync();
            var response = await shell.StandardOutput.ReadToEndAsync();
            await shell.WaitForExitAsync();

            Assert.True(shell.ExitCode == 0, await error);
            Assert.Equal("succeeded", JsonDocument.Parse(response).RootElement.GetProperty("state").GetString());
        }
    }

    [Theory]
    [InlineData("/health/live", """{"status":"live"}""")]
    [InlineData("/health/ready", """{"status":"ready","store":"sqlite"}""")]
    public async Task Health_checks_need_no_key(string path, string body)
    {
        using var client = _process.CreateClient();

        Assert.Equal(body, await client.GetStringAsync(path));
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task The_OpenAPI_document_needs_no_key()
    {
        using var client = _process.CreateClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));

        Assert.True(document.RootElement.GetProperty("paths").TryGetProperty("/imgs", out _));
        var info = document.RootElement.GetProperty("info");
        Assert.Equal("Wesog images", info.GetProperty("title").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+[^+]*$", info.GetProperty("version").GetString());
        Assert.Equal("MIT", info.GetProperty("license").GetProperty("identifier").GetString());
        Assert.Contains("up to 10,000", info.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("after 30 seconds", info.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("remote")]
    public async Task Images_need_a_key(string? key)
    {
        using var client = _process.CreateClient(key);
        using var response = await client.GetAsync("/imgs");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("API-Key", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task The_local_key_is_not_accepted_from_a_web_page_of_another_site(string header, string value)
    {
        using var client = _process.CreateClient("local");
        client.DefaultRequestHeaders.Add(header, value);
        using var response = await client.GetAsync("/imgs");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Wesog:ApiKeys:0:Tenant", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
