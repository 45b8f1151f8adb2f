using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Routing;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The table of routes equals the one in <c>docs/http.md</c>.</summary>
public sealed class RouteTableTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Write = "wait urgent strict subset validate_only lang label";

    [Fact]
    public void Routes_and_their_parameters_are_those_of_the_documentation()
    {
        var routes = host.App.Services.GetRequiredService<ApiRoutes>().All.Select(route =>
            $"{route.Method} {route.Pattern}: "
            + string.Join(' ', route.QueryParameters.Select(parameter => parameter.Name + (parameter.IsRepeatable ? "*" : ""))));
        Assert.Equal(
            [
                "GET /imgs: q sort_by order facets* facet_limit count page after limit fields* lang",
                $"POST /imgs: {Write}",
                $"PUT /imgs: {Write}",
                $"PATCH /imgs: q expect {Write}",
                $"DELETE /imgs: id* q expect {Write}",
                $"POST /imgs/delete: id* {Write}",
                "GET /imgs/{id}: fields* lang",
                $"POST /imgs/{{id}}: {Write}",
                $"PUT /imgs/{{id}}: {Write}",
                $"PATCH /imgs/{{id}}: {Write}",
                $"DELETE /imgs/{{id}}: {Write}",
                "GET /ops: limit before state* method* label created_from created_before finished_from finished_before lang",
                $"POST /ops: {Write}",
                "DELETE /ops: state method* label created_from created_before finished_from finished_before lang",
                "GET /ops/{op_id}: wait lang",
                "DELETE /ops/{op_id}: lang",
            ],
            routes);
    }
}
