using System.Net;
using System.Text;
using System.Text.Json;
using Wesog.Server.Tests.Hostile.Hosting;

namespace Wesog.Server.Tests.Hostile;

/// <summary>Checks that a server still works.</summary>
internal static class Health
{
    public static async Task AssertWorksAsync(HostileServer server)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        client.DefaultRequestHeaders.Add("API-Key", HostileServer.Keys[0]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);

        using var body = new StringContent("""[{"id":"after requests","src":"https://e.org/1","title":"yes"}]""", Encoding.UTF8, "application/json");
        using var written = await client.PostAsync("/imgs?wait=true&strict=false", body);
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        using var image = JsonDocument.Parse(await client.GetStringAsync("/imgs/after%20requests"));
        Assert.Equal("yes", image.RootElement.GetProperty("title").GetString());
    }
}
