using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>The description against the routes that are really mapped.</summary>
public class DescribedRoutesTests(ApiHost host, OpenApiFixture fixture) : IClassFixture<ApiHost>, IClassFixture<OpenApiFixture>
{
    [Fact]
    public async Task What_is_described_is_what_is_allowed()
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("API-Key", ApiHost.AlphaKey);

        Assert.Empty(await OpenApiCoverage.DifferencesAsync(client, fixture.Document));
    }
}
