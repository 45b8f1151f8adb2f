using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>The document in hosts that map the routes in several groups, declare responses, have another scheme, or register OpenAPI themselves.</summary>
public sealed class OpenApiHostTests
{
    [Fact]
    public async Task Operation_ids_stay_unique_if_the_routes_are_mapped_more_than_once()
    {
        var document = await ReadAsync(map: app =>
        {
            app.MapGroup("/media").MapWesogImages();
            app.MapGroup("/archive/{year}").MapWesogImages();
            app.MapWesogImages();
        });
        var ids = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .Select(operation => operation.Value!["operationId"]).OfType<JsonNode>().Select(id => $"{id}").ToList();
        Assert.Equal(3 * OpenApiRouteTests.Routes.Length, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal("getImage/media", OperationId("/media/imgs/{id}"));
        Assert.Equal("getImage/archive/{year}", OperationId("/archive/{year}/imgs/{id}"));
        Assert.Equal("getImage", OperationId("/imgs/{id}"));

        string OperationId(string path) => $"{document["paths"]![path]!["get"]!["operationId"]}";
    }

    [Fact]
    public async Task Prefixes_of_one_length_have_one_plain_operation_id()
    {
        var document = await ReadAsync(map: app =>
        {
            app.MapGroup("/a").MapWesogImages();
            app.MapGroup("/b").MapWesogImages();
        });
        Assert.Equal("getImage", $"{document["paths"]!["/a/imgs/{id}"]!["get"]!["operationId"]}");
        Assert.Equal("getImage/b", $"{document["paths"]!["/b/imgs/{id}"]!["get"]!["operationId"]}");
    }

    [Fact]
    public async Task Routes_that_are_mapped_once_have_plain_operation_ids_at_any_prefix()
    {
        var document = await ReadAsync(map: app => app.MapGroup("/media").MapWesogImages());
        Assert.Equal("getImage", $"{document["paths"]!["/media/imgs/{id}"]!["get"]!["operationId"]}");
    }

    [Fact]
    public async Task Responses_of_the_host_stay_and_those_of_the_route_prevail()
    {
        var document = await ReadAsync(map: app => app.MapWesogImages().WithMetadata(
            new ProducesResponseTypeMetadata(418, typeof(string), ["text/plain"]), new ProducesResponseTypeMetadata(404, typeof(string), ["text/plain"])));
        var responses = document["paths"]!["/imgs/{id}"]!["get"]!["responses"]!;
        Assert.NotNull(responses["418"]!["content"]!["text/plain"]);
        Assert.Equal("#/components/responses/ImageNotFound", $"{responses["404"]!["$ref"]}");
    }

    [Fact]
    public async Task The_key_is_declared_only_if_its_scheme_is_registered()
    {
        var document = await ReadAsync(hasKeys: false);
        Assert.Null(document["components"]!["securitySchemes"]);
        Assert.Null(document["paths"]!["/imgs"]!["get"]!["security"]);
    }

    [Fact]
    public async Task Other_documents_of_the_host_are_not_served()
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(
            () => OpenApiFixture.ReadAsync(configure: services => services.AddOpenApi("internal"), name: "internal"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, failure.StatusCode);
    }

    // The call must be in this project: the package's source generator intercepts it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_can_call_AddOpenApi_itself(bool isFirst)
    {
        var document = await ReadAsync(registersLast: isFirst, configure: services => services.AddOpenApi());
        Assert.NotNull(document["components"]!["schemas"]!["Image"]);
        Assert.Equal("getImage", $"{document["paths"]!["/imgs/{id}"]!["get"]!["operationId"]}");
    }

    private static async Task<JsonNode> ReadAsync(
        bool registersLast = false, Action<IServiceCollection>? configure = null, Action<WebApplication>? map = null, bool hasKeys = true) =>
        JsonNode.Parse(await OpenApiFixture.ReadAsync(registersLast: registersLast, configure: configure, map: map, hasKeys: hasKeys))!;
}
