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
        const int ImagesPerBatch = 100;
        var acknowledged = 0;
        await using (var server = await ServerProcess.StartInAsync(_directory.FullName))
        {
            using var client = server.CreateClient("local");
            var underLoad = new TaskCompletionSource();
            var uploading = Task.Run(async () =>
            {
                for (; acknowledged < Batches; acknowledged++)
                {
                    if (acknowledged == Batches / 3)
                    {
                        underLoad.SetResult();
                    }

                    using var response = await client.PostAsJsonAsync($"/imgs?wait={(acknowledged % 2 == 0 ? "true" : "false")}", Batch(acknowledged, ImagesPerBatch));
                    Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
                }
            });
            await underLoad.Task;
            await server.KillAsync();
            await Assert.ThrowsAsync<HttpRequestException>(() => uploading);
        }

        await using var restarted = await ServerProcess.StartInAsync(_directory.FullName);
        using var newClient = restarted.CreateClient("local");
        var operations = await newClient.GetFromJsonAsync<JsonElement[]>("/ops?limit=1000");
        Assert.InRange(operations!.Length, acknowledged, acknowledged + 1);
        foreach (var id in operations.Select(operation => operation.GetProperty("op_id").GetInt64()))
        {
            var end = await newClient.GetFromJsonAsync<JsonElement>($"/ops/{id}?wait=60");
            Assert.Equal("succeeded", end.GetProperty("state").GetString());
        }

        var count = (await newClient.GetFromJsonAsync<JsonElement>("/imgs")).GetProperty("count").GetInt32();
        Assert.Equal(operations.Length * ImagesPerBatch, count);
        using var more = await newClient.PostAsJsonAsync("/imgs?wait=true", Batch(Batches, ImagesPerBatch));
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
