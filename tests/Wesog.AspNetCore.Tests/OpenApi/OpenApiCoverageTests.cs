using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Wesog.AspNetCore.Tests.OpenApi;

public class OpenApiCoverageTests(OpenApiFixture fixture) : IClassFixture<OpenApiFixture>
{
    private const string All = "GET, HEAD, POST, PUT, PATCH, DELETE";

    private static IEnumerable<(string Path, string? Method)> Routes => OpenApiRouteTests.Routes.Select(route => (route.Path, (string?)route.Method));

    [Fact]
    public void Endpoints_as_described_have_no_differences() => Assert.Empty(OpenApiCoverage.Differences(Map(Routes), fixture.Document));

    [Fact]
    public void Endpoints_for_all_methods_stand_for_each() => Assert.Empty(OpenApiCoverage.Differences(
        Map([("/imgs", null), ("/imgs/{id}", null), ("/ops", null), ("/ops/{number}", null)]), fixture.Document));

    [Fact]
    public void Differences_are_reported() => Assert.Equal(
        ["not described: * /ops/{}/undo", "not described: PATCH /ops", "not mapped: PATCH /imgs", "not mapped: PATCH /imgs/{}"],
        OpenApiCoverage.Differences(
            Map(Routes.Where(route => route.Method != "PATCH").Concat([("/ops/{op_id:long}/undo", null), ("/imgs", "HEAD"), ("/ops", "PATCH")])),
            fixture.Document));

    [Fact]
    public async Task Allowed_methods_equal_to_the_document_have_no_differences()
    {
        using var client = Client(new() { ["/imgs"] = All, ["/imgs/1"] = All, ["/imgs/delete"] = All, ["/ops"] = "GET, HEAD, POST, DELETE", ["/ops/1"] = "GET, HEAD, DELETE" });
        Assert.Empty(await OpenApiCoverage.DifferencesAsync(client, fixture.Document));
    }

    [Fact]
    public async Task Allowed_methods_that_differ_from_the_document_are_reported()
    {
        using var client = Client(new() { ["/imgs"] = All, ["/imgs/1"] = All, ["/imgs/delete"] = All, ["/ops"] = "GET, HEAD", ["/ops/1"] = "GET, HEAD, DELETE" });
        Assert.Equal(["/ops: described DELETE GET HEAD POST, returned 405 GET HEAD"], await OpenApiCoverage.DifferencesAsync(client, fixture.Document));
    }

    private static DefaultEndpointDataSource Map(IEnumerable<(string Path, string? Method)> routes) => new(routes.Select(route => new RouteEndpoint(
        _ => Task.CompletedTask,
        RoutePatternFactory.Parse(route.Path),
        0,
        route.Method is null ? EndpointMetadataCollection.Empty : new(new HttpMethodMetadata([route.Method])),
        null)));

    private static HttpClient Client(Dictionary<string, string> allowed) => new(new Refusing(allowed)) { BaseAddress = new("http://host/") };

    private sealed class Refusing(Dictionary<string, string> allowed) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.MethodNotAllowed) { Content = new ByteArrayContent([]) };
            response.Content.Headers.TryAddWithoutValidation("Allow", allowed[request.RequestUri!.AbsolutePath].Split(", "));
            return Task.FromResult(response);
        }
    }
}
