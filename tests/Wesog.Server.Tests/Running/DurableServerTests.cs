using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Wesog.Server.Tests.Running;

public sealed class DurableServerTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("wesog-durable-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_server_killed_during_uploads_has_whole_batches_after_its_restart()
    {
        const int Batches = 60;
        const int Each = 100;
        var acknowledged = 0;
        await using (var server = await ServerProcess.StartInAsync(_directory.FullName))
        {
            using var client = server.CreateClient("local");
            var enough = new TaskCompletionSource();
            var uploading = Task.Run(async () =>
            {
                for (; acknowledged < Batches; acknowledged++)
                {
                    if (acknowledged == Batches / 3)
                    {
                        enough.SetResult();
                    }

                    using var answer = await client.PostAsJsonAsync($"/imgs?wait={(acknowledged % 2 == 0 ? "true" : "false")}", Batch(acknowledged, Each));
                    Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
                }
            });
            await enough.Task;
            await server.KillAsync();
            await Assert.ThrowsAsync<HttpRequestException>(() => uploading);
        }

        await using var next = await ServerProcess.StartInAsync(_directory.FullName);
        using var again = next.CreateClient("local");
        var operations = await again.GetFromJsonAsync<JsonElement[]>("/ops?limit=1000");
        Assert.InRange(operations!.Length, acknowledged, acknowledged + 1);
        foreach (var id in operations.Select(operation => operation.GetProperty("op_id").GetInt64()))
        {
            var end = await again.GetFromJsonAsync<JsonElement>($"/ops/{id}?wait=60");
            Assert.Equal("succeeded", end.GetProperty("state").GetString());
        }

        var count = (await again.GetFromJsonAsync<JsonElement>("/imgs")).GetProperty("count").GetInt32();
        Assert.Equal(operations.Length * Each, count);
        using var more = await again.PostAsJsonAsync("/imgs?wait=true", Batch(Batches, Each));
        Assert.Equal(HttpStatusCode.OK, more.StatusCode);
    }

    [Fact]
    public async Task A_second_server_on_the_same_file_is_refused()
    {
        await using var server = await ServerProcess.StartInAsync(_directory.FullName);
        var exit = await ServerProcess.RunAsync(
            [("Wesog__Sqlite__Path", Path.Combine(_directory.FullName, "wesog.db"))], "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, exit.Code);
        Assert.Contains("wesog.db", exit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", exit.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<object> Batch(int number, int items) =>
        Enumerable.Range(0, items).Select(item => new { id = $"b{number}-{item}", src = "https://images.example/x.jpg" });
}
