using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.AspNetCore.Tests.OpenApi;

namespace Wesog.AspNetCore.Tests;

/// <summary>Each route is a separate endpoint: ApiExplorer describes it, and the conventions of the host apply to it.</summary>
public sealed class EndpointTests
{
    private static readonly string[] _targets = ["/imgs", "/imgs/1", "/imgs/delete", "/imgs/1/2", "/ops", "/ops/1", "/ops/1/2"];

    [Fact]
    public async Task ApiExplorer_lists_each_route_with_its_parameters_bodies_and_statuses()
    {
        await using var host = await StartAsync(app => app.MapGroup("/media/{edition}").MapWesogImages());
        var described = host.App.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items).ToList();
        Assert.Equal(
            OpenApiRouteTests.Routes.Select(route =>
                $"{route.Method} media/{{edition}}{route.Path}: {$"edition {route.Parameters} {(route.Body.Length > 0 ? "body" : "")}".TrimEnd()}; {route.Body}; {route.Statuses}").Order(),
            described.Select(Describe).Order());
        Assert.All(described.SelectMany(route => route.ParameterDescriptions), parameter => Assert.NotNull(parameter.Type));
    }

    [Fact]
    public async Task Routes_can_be_excluded_from_ApiExplorer()
    {
        await using var host = await StartAsync(app => app.MapWesogImages().ExcludeFromDescription());
        Assert.Empty(host.App.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items);
        (await host.Alpha.GetAsync("/imgs")).Is(200);
    }

    [Fact]
    public async Task Each_route_has_a_name_tags_and_a_summary_that_the_host_can_replace()
    {
        await using var host = await StartAsync(app =>
        {
            app.MapWesogImages();
            app.MapGroup("/media").MapWesogImages().WithTags("media").WithSummary("ours");
        });
        var endpoints = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
        Assert.Equal(2 * OpenApiRouteTests.Routes.Length, endpoints.Count);
        Assert.Equal(("images", "Get an image"), TagAndSummary(endpoints["Wesog.getImage"]));
        Assert.Equal(("operations", "Cancel an operation"), TagAndSummary(endpoints["Wesog.cancelOperation"]));
        Assert.Equal(("media", "ours"), TagAndSummary(endpoints["Wesog.getImage/media"]));
    }

    [Fact]
    public async Task Names_of_routes_that_are_mapped_twice_find_their_paths()
    {
        await using var host = await StartAsync(app =>
        {
            app.MapWesogImages();
            app.MapGroup("/media").MapWesogImages();
        });
        var links = host.App.Services.GetRequiredService<LinkGenerator>();
        Assert.Equal("/imgs/a%2Fb", links.GetPathByName("Wesog.getImage", new { id = "a/b" }));
        Assert.Equal("/media/ops/7", links.GetPathByName("Wesog.getOperation/media", new { op_id = 7 }));
    }

    [Fact]
    public async Task Endpoint_filters_of_the_host_run_on_every_route()
    {
        await using var host = await StartAsync(app => app.MapWesogImages().AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers["X-Filter"] = "ran";
            return await next(context);
        }));
        foreach (var target in _targets)
        {
            Assert.Equal("ran", (await host.Alpha.GetAsync(target)).Header("X-Filter"));
            Assert.Equal("ran", (await host.Alpha.SendAsync("BREW", target)).Header("X-Filter"));
        }

        await host.Alpha.AddAsync("filtered");
        Assert.Equal("filtered", (await host.Alpha.GetAsync("/imgs/filtered?fields=id")).Is(200)["id"].GetString());
    }

    [Theory]
    [InlineData("POST", "/imgs/kept", "DELETE")]
    [InlineData("POST", "/imgs?id=kept", "DELETE")]
    [InlineData("POST", "/imgs/kept", "PUT")]
    [InlineData("PUT", "/ops/1", "DELETE")]
    public async Task A_method_that_is_replaced_after_routing_is_not_allowed(string method, string target, string replacement)
    {
        await using var host = await StartAsync(app =>
        {
            app.UseRouting();
            app.Use((http, next) =>
            {
                http.Request.Method = http.Request.Headers["X-Replace"] is [{ } other] ? other : http.Request.Method;
                return next(http);
            });
            app.MapWesogImages();
        });
        await host.Alpha.AddAsync("kept");

        var response = await host.Alpha.SendAsync(method, target, null, ("X-Replace", replacement));

        Assert.Equal(405, response.Status);
        (await host.Alpha.GetAsync("/imgs/kept")).Is(200);
    }

    [Fact]
    public async Task Rate_limits_of_the_host_apply_to_every_route()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Authentication = services => services
                .AddRateLimiter(limiter => limiter.AddPolicy(
                    "none", http => RateLimitPartition.GetConcurrencyLimiter(http.Request.Path, _ => new() { PermitLimit = 1, QueueLimit = 0 })))
                .AddAuthentication().AddWesogApiKey(ApiHost.AddKeys),
            Map = app =>
            {
                app.UseRateLimiter();
                app.MapWesogImages().RequireRateLimiting("none").AddEndpointFilter(async (context, next) =>
                {
                    // A second request to the same path while the first holds the only permit.
                    context.HttpContext.Response.Headers["X-Second"] = context.HttpContext.Request.Headers.ContainsKey("X-Nested")
                        ? "no"
                        : $"{(await NestedAsync(app, context.HttpContext.Request)).Status}";
                    return await next(context);
                });
            },
        });
        foreach (var target in _targets)
        {
            Assert.Equal("503", (await host.Alpha.GetAsync(target)).Header("X-Second"));
        }
    }

    [Fact]
    public async Task A_preflight_request_is_answered_by_the_hosts_CORS_policy()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Authentication = services => services
                .AddCors(cors => cors.AddPolicy("page", policy => policy.WithOrigins("https://page.example").AllowAnyMethod().AllowAnyHeader()))
                .AddAuthentication().AddWesogApiKey(ApiHost.AddKeys),
            Map = app =>
            {
                app.UseCors();
                app.MapWesogImages().RequireCors("page");
            },
        });
        foreach (var target in _targets)
        {
            var reply = await host.Client(null).SendAsync(
                "OPTIONS", target, null, ("Origin", "https://page.example"), ("Access-Control-Request-Method", "PUT"));
            Assert.Equal((target, 204, "https://page.example"), (target, reply.Status, reply.Header("Access-Control-Allow-Origin")));
        }
    }

    private static async Task<Reply> NestedAsync(WebApplication app, HttpRequest request)
    {
        using var client = new HttpClient();
        return await new ApiClient(client, new Uri(app.Urls.First()), ApiHost.AlphaKey).GetAsync(request.Path.ToUriComponent(), ("X-Nested", "1"));
    }

    private static Task<ApiHost> StartAsync(Action<WebApplication> map) => ApiHost.StartAsync(new HostPlan
    {
        Authentication = services => services.AddEndpointsApiExplorer().AddAuthentication().AddWesogApiKey(ApiHost.AddKeys),
        Map = map,
    });

    private static string Describe(ApiDescription route)
    {
        var parameters = string.Join(' ', route.ParameterDescriptions.Select(parameter => parameter.Name));
        var bodies = string.Join(' ', route.SupportedRequestFormats.Select(format => format.MediaType));
        var statuses = string.Join(' ', route.SupportedResponseTypes.Select(response => response.StatusCode));
        return $"{route.HttpMethod} {route.RelativePath}: {parameters}; {bodies}; {statuses}";
    }

    private static (string Tag, string Summary) TagAndSummary(Endpoint endpoint) => (
        Assert.Single(endpoint.Metadata.GetMetadata<ITagsMetadata>()!.Tags), endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary);
}
