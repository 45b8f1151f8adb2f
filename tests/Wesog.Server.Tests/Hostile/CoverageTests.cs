using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wesog.Server.Tests.Hostile.Cases;
using Wesog.Server.Tests.Hostile.Hosting;
using Wesog.Server.Tests.Hostile.Mutations;

namespace Wesog.Server.Tests.Hostile;

/// <summary>The cases cover all routes and mutations, and depend only on the seed.</summary>
[Collection(nameof(HostileInput))]
public sealed class CoverageTests
{
    private const string NoMethod = "BREW";

    [Fact]
    public async Task Cases_cover_every_mapped_route()
    {
        await using var server = await HostileServer.StartAsync();
        var mapped = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [],
                (endpoint, method) => (Method: method, Pattern: endpoint.RoutePattern.RawText!))
            .Where(route => route.Pattern.StartsWith("/imgs", StringComparison.Ordinal) || route.Pattern.StartsWith("/ops", StringComparison.Ordinal))
            .Where(route => !HttpMethods.IsHead(route.Method))
            .ToList();
        Assert.Equal(mapped.Order(), Routes.All.Distinct().Order());

        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}")) };
        client.DefaultRequestHeaders.Add("API-Key", HostileServer.Keys[0]);
        foreach (var pattern in mapped.Select(route => route.Pattern).Distinct().Where(pattern => pattern != "/imgs/delete"))
        {
            using var response = await client.SendAsync(new(new(NoMethod), pattern.Replace("{id}", "1", StringComparison.Ordinal).Replace("{op_id}", "1", StringComparison.Ordinal)));
            var known = Routes.All.Where(route => route.Pattern == pattern).Select(route => route.Method).Append("HEAD").Distinct();
            Assert.Equal(response.Content.Headers.Allow.Append("HEAD").Distinct().Order(), known.Order());
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_cases_and_different_seeds_different_cases()
    {
        var cases = Enumerable.Range(0, 300).Select(number => new CaseGenerator(5).Make(number).Bytes).ToList();
        var again = new CaseGenerator(5);
        Assert.All(Enumerable.Range(0, 300).Reverse(), number => Assert.Equal(cases[number], again.Make(number).Bytes));
        Assert.True(Enumerable.Range(0, 300).Count(number => new CaseGenerator(6).Make(number).Bytes.AsSpan().SequenceEqual(cases[number])) < 5);
    }

    [Fact]
    public void A_default_run_contains_every_mutation()
    {
        var generator = new CaseGenerator(1);
        var names = Enumerable.Range(0, 5_000).SelectMany(number => generator.Make(number).Name.Split([", ", " | "], StringSplitOptions.None)).ToHashSet();
        Assert.Empty(Mutation.All.Append(TransferMutations.Stall).Select(mutation => mutation.Name).Except(names));
    }
}
