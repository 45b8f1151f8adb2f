using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Wesog.Server.Tests.Running;

/// <summary>Responses, log and readiness of a real server whose file is damaged, and the command that checks the file.</summary>
public sealed class StoreDamageTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("wesog-damage-");

    private string Database => Path.Combine(_directory.FullName, "wesog.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_flipped_bit_appears_in_responses_the_log_readiness_and_the_check()
    {
        await FillAsync();
        Assert.Equal((0, ""), await CheckAsync());
        FlipBit("caption of bad");
        await using (var server = await ServerProcess.StartInAsync(_directory.FullName))
        {
            using var client = server.CreateClient("local");
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);

            using var refused = await client.GetAsync("/imgs/bad");
            Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
            Assert.Null(refused.Headers.RetryAfter);
            Assert.Equal("damaged", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

            using var failed = await client.PatchAsJsonAsync("/imgs/bad?wait=true", new { title = "new" });
            Assert.Equal(HttpStatusCode.Conflict, failed.StatusCode);
            Assert.Equal("damaged", (await failed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/imgs/good")).StatusCode);
            using var next = await client.PatchAsJsonAsync("/imgs/good?wait=true", new { title = "new" });
            Assert.Equal(HttpStatusCode.OK, next.StatusCode);

            using var ready = await client.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Equal("""{"status":"damaged","store":"sqlite"}""", await ready.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);

            Assert.Equal((1, "- image 'bad' of tenant 'local'"), await CheckAsync());
            var log = (await server.StopAsync("TERM")).Output.Split('\n');
            Assert.Single(log, line => line.Contains("crit:", StringComparison.Ordinal) && line.Contains("image 'bad'", StringComparison.Ordinal));
        }

        Assert.Equal((1, "- image 'bad' of tenant 'local'"), await CheckAsync());
    }

    [Theory]
    [InlineData("There is no file", "db", "check", "missing.db")]
    [InlineData("Usage: db check", "db")]
    [InlineData("Usage: db check", "db", "repair")]
    [InlineData("Usage: db check", "db", "check", "a.db", "b.db")]
    [InlineData("not an SQLite file", "db", "check", "--Wesog:Store=memory")]
    [InlineData("Wesog:Sqlite:Pfad is not a setting", "db", "check", "--Wesog:Sqlite:Pfad=a.db")]
    [InlineData("Wesog:Store is 'paper', which is not available", "db", "check", "--Wesog:Store=paper")]
    public async Task A_check_that_cannot_run_says_why(string reason, params string[] arguments)
    {
        var exit = await ServerProcess.RunAsync([], arguments);

        Assert.Equal(2, exit.Code);
        Assert.Contains(reason, exit.Error, StringComparison.Ordinal);
        Assert.Empty(exit.Output);
    }

    // Returns the exit code and the damaged places.
    private async Task<(int Code, string Places)> CheckAsync()
    {
        var exit = await ServerProcess.RunAsync([], "db", "check", Database);
        Assert.Empty(exit.Error);
        Assert.Contains("2 images and ", exit.Output, StringComparison.Ordinal);
        return (exit.Code, string.Join('\n', exit.Output.Split('\n').Where(line => line.StartsWith('-')).Select(line => line.Trim())));
    }

    private async Task FillAsync()
    {
        await using var server = await ServerProcess.StartInAsync(_directory.FullName);
        using var client = server.CreateClient("local");
        foreach (var id in new[] { "good", "bad" })
        {
            using var added = await client.PostAsJsonAsync("/imgs?wait=true", new[] { new { id, src = "https://images.example/x.jpg", caption = $"caption of {id}" } });
            Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        }

        await server.StopAsync("TERM");
    }

    private void FlipBit(string text)
    {
        var bytes = File.ReadAllBytes(Database);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at > 0);
        bytes[at] ^= 1;
        File.WriteAllBytes(Database, bytes);
    }
}
