using System.Text.Json.Nodes;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>Parameters, bodies and statuses of each route (<c>docs/specification.md</c>, section "HTTP").</summary>
public class OpenApiRouteTests(OpenApiFixture fixture) : IClassFixture<OpenApiFixture>
{
    private const string Writes = "wait urgent strict subset validate_only lang label Idempotency-Key Accept-Language";
    private const string Reads = "lang Accept-Language";
    private const string Filters = "method label created_from created_before finished_from finished_before";
    private const string Batch = "200 202 207 400 401 403 405 409 413 415 422 429 500 503";
    private const string Single = "200 202 400 401 403 404 405 409 412 413 415 422 429 500 503";
    private const string Both = "application/json application/x-ndjson";

    internal static readonly (string Path, string Method, string Parameters, string Body, string Statuses)[] Routes =
    [
        ("/imgs", "GET", $"q sort_by order facets facet_limit count page after limit fields {Reads}", "", "200 400 401 403 405 429 500 503"),
        ("/imgs", "POST", Writes, Both, Batch),
        ("/imgs", "PUT", Writes, Both, Batch),
        ("/imgs", "PATCH", $"q expect {Writes}", Both, Batch),
        ("/imgs", "DELETE", $"id q expect {Writes}", Both, Batch),
        ("/imgs/delete", "POST", $"id {Writes}", Both, Batch),
        ("/imgs/{id}", "GET", $"id fields If-None-Match {Reads}", "", "200 304 400 401 403 404 405 429 500 503"),
        ("/imgs/{id}", "POST", $"id If-None-Match {Writes}", "application/json", Single),
        ("/imgs/{id}", "PUT", $"id If-Match {Writes}", "application/json", Single),
        ("/imgs/{id}", "PATCH", $"id If-Match {Writes}", "application/json", Single),
        ("/imgs/{id}", "DELETE", $"id If-Match {Writes}", "", "200 202 400 401 403 404 405 409 412 422 429 500 503"),
        ("/ops", "GET", $"limit before state {Filters} {Reads}", "", "200 400 401 403 405 429 500 503"),
        ("/ops", "POST", Writes, Both, Batch),
        ("/ops", "DELETE", $"state {Filters} {Reads}", "", "200 400 401 403 405 429 500 503"),
        ("/ops/{op_id}", "GET", $"op_id wait {Reads}", "", "200 400 401 403 404 405 429 500 503"),
        ("/ops/{op_id}", "DELETE", $"op_id {Reads}", "", "200 400 401 403 404 405 409 500 503"),
    ];

    public static TheoryData<string, string, string, string, string> AllRoutes
    {
        get
        {
            TheoryData<string, string, string, string, string> data = [];
            foreach (var (path, method, parameters, body, statuses) in Routes)
            {
                data.Add(path, method, parameters, body, statuses);
            }

            return data;
        }
    }

    public static TheoryData<string, string> AllNames
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var route in Routes)
            {
                data.Add(route.Path, route.Method);
            }

            return data;
        }
    }

    private JsonNode Document => fixture.Document;

    [Theory]
    [MemberData(nameof(AllRoutes))]
    public void A_route_has_the_documented_parameters_bodies_and_statuses(string path, string method, string parameters, string body, string statuses)
    {
        var operation = Operation(path, method);
        Assert.Equal(parameters, string.Join(' ', Parameters(operation).Select(parameter => parameter["name"])));
        Assert.Equal(body, operation["requestBody"] is { } reference
            ? string.Join(' ', Document.Resolve(reference)["content"]!.AsObject().Select(media => media.Key))
            : "");
        Assert.Equal(statuses, string.Join(' ', operation["responses"]!.AsObject().Select(response => response.Key)));
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void A_route_needs_a_key_and_is_described(string path, string method)
    {
        var operation = Operation(path, method);
        Assert.NotNull(operation["security"]![0]!["ApiKey"]);
        Assert.Single(operation["tags"]!.AsArray());
        Assert.True(operation["summary"]!.GetValue<string>().Length is > 0 and <= 40);
        Assert.NotEmpty(operation["description"]!.GetValue<string>());
        Assert.All(Parameters(operation), parameter => Assert.NotEmpty(parameter["description"]!.GetValue<string>()));
        Assert.All(Responses(operation), response => Assert.NotEmpty(response.Response["description"]!.GetValue<string>()));
    }

    [Fact]
    public void There_is_no_other_route() => Assert.Equal(
        Routes.Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal),
        Document.Operations().Where(o => !o.Path.StartsWith("/host", StringComparison.Ordinal)).Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal));

    [Fact]
    public void Operation_ids_are_unique()
    {
        var ids = Routes.Select(route => Operation(route.Path, route.Method)["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("202", "Location Retry-After Idempotent-Replayed")]
    [InlineData("207", "Idempotent-Replayed")]
    [InlineData("304", "ETag")]
    [InlineData("401", "WWW-Authenticate Content-Language")]
    [InlineData("405", "Allow Content-Language")]
    [InlineData("415", "Accept Accept-Encoding Content-Language")]
    [InlineData("429", "Retry-After Content-Language")]
    [InlineData("503", "Retry-After Content-Language")]
    public void A_status_has_its_headers(string status, string headers) => Assert.All(
        Routes.SelectMany(route => Responses(Operation(route.Path, route.Method))).Where(response => response.Status == status),
        response => Assert.Equal(headers, string.Join(' ', response.Response["headers"]!.AsObject().Select(header => header.Key))));

    [Theory]
    [InlineData("/imgs", "Link")]
    [InlineData("/imgs", "Vary")]
    [InlineData("/ops", "Link")]
    [InlineData("/imgs/{id}", "ETag")]
    public void A_read_has_its_header(string path, string header) =>
        Assert.NotNull(Responses(Operation(path, "GET")).Single(response => response.Status == "200").Response["headers"]![header]);

    private JsonNode Operation(string path, string method) => Document["paths"]![path]![method.ToLowerInvariant()]!;

    private IEnumerable<JsonNode> Parameters(JsonNode operation) => operation["parameters"]!.AsArray().Select(parameter => Document.Resolve(parameter!));

    private IEnumerable<(string Status, JsonNode Response)> Responses(JsonNode operation) =>
        operation["responses"]!.AsObject().Select(response => (response.Key, Document.Resolve(response.Value!)));
}
