using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wesog.AspNetCore;

namespace Wesog.Benchmarks.Http;

/// <summary>Creates the web host of both servers, on a free loopback port and without logs.</summary>
internal static class QuietHost
{
    public static WebApplicationBuilder Create()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>Creates a host with an authentication scheme that accepts the key of the requests.</summary>
    public static WebApplicationBuilder CreateWithKey()
    {
        var builder = Create();
        builder.Services.AddWesogHttp();
        builder.Services.AddAuthentication(ApiKeyDefaults.Scheme)
            .AddWesogApiKey(keys => keys.Keys.Add(new() { Tenant = "benchmark", Sha256 = Requests.KeyHash }));
        return builder;
    }
}
