using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Wesog.Server.Tests.Running;

/// <summary>Responses, log and readiness of a real server while another program locks its file.</summary>
public sealed class StoreOutageTests : IDisposable
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("wesog-outage-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_locked_file_appears_in_responses_the_log_and_readiness_until_its_release()
    {
        await using var server = await ServerProcess.StartInAsync(_directory.FullName);
        using var client = server.CreateClient("local");
        Assert.Equal(HttpStatusCode.OK, await SubmitAsync(client, "before"));
        await AwaitReadinessAsync(client, HttpStatusCode.OK);
        using (await LockAsync())
        {
            for (var i = 0; i < 2; i++)
            {
                using var refused = await client.PostAsJsonAsync("/imgs", Batch("refused"));
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                var problem = await refused.Content.ReadAsStringAsync();
                Assert.Contains("lock", JsonDocument.Parse(problem).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
                Assert.DoesNotContain(_directory.Name, problem, StringComparison.Ordinal);
                Assert.DoesNotContain("wesog.db", problem, StringComparison.Ordinal);
                Assert.NotNull(refused.Headers.RetryAfter);
            }

            Assert.Equal("""{"status":"unavailable","store":"sqlite","writing":"locked"}""", await AwaitReadinessAsync(client, HttpStatusCode.ServiceUnavailable));
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/imgs/before")).StatusCode);
        }

        Assert.Equal("""{"status":"ready","store":"sqlite"}""", await AwaitReadinessAsync(client, HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.OK, await SubmitAsync(client, "after"));

        var log = (await server.StopAsync("TERM")).Output.Split('\n');
        var begin = Assert.Single(log, line => line.Contains("fails to write", StringComparison.Ordinal));
        Assert.Contains("locked", begin, StringComparison.Ordinal);
        Assert.Contains("database is locked", begin, StringComparison.Ordinal);
        var end = Assert.Single(log, line => line.Contains("can write again", StringComparison.Ordinal));
        Assert.Matches("failed calls: [1-9]", end);
        Assert.True(Array.IndexOf(log, begin) < Array.IndexOf(log, end));
    }

    [Fact]
    public async Task Readiness_detects_a_lock_and_its_release_without_traffic()
    {
        await using var server = await ServerProcess.StartInAsync(_directory.FullName);
        using var client = server.CreateClient();
        await AwaitReadinessAsync(client, HttpStatusCode.OK);
        using (await LockAsync())
        {
            await AwaitReadinessAsync(client, HttpStatusCode.ServiceUnavailable);
        }

        await AwaitReadinessAsync(client, HttpStatusCode.OK);
    }

    private static async Task<string> AwaitReadinessAsync(HttpClient client, HttpStatusCode expected)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            using var response = await client.GetAsync("/health/ready");
            var text = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == expected)
            {
                return text;
            }

            Assert.True(Stopwatch.GetElapsedTime(begin) < _timeout, $"Readiness is still {response.StatusCode}: {text}");
        }
    }

    private static async Task<HttpStatusCode> SubmitAsync(HttpClient client, string id)
    {
        using var response = await client.PostAsJsonAsync("/imgs?wait=true", Batch(id));
        return response.StatusCode;
    }

    private static object[] Batch(string id) => [new { id, src = "https://images.example/x.jpg" }];

    private async Task<SqliteConnection> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.FullName, "wesog.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
