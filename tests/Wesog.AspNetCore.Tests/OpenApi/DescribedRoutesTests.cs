using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>Compares the document with the mapped routes.</summary>
public class DescribedRoutesTests(ApiHost host, OpenApiFixture fixture) : IClassFixture<ApiHost>, IClassFixture<OpenApiFixture>
{
    [Fact]
    public async Task Described_methods_are_the_allowed_methods()
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("API-Key", ApiHost.AlphaKey);

        Assert.Empty(await OpenApiCoverage.DifferencesAsync(client, fixture.Document));
    }
}
