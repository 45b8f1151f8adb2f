using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wesog.AspNetCore;

namespace Wesog.Benchmarks.Http;

/// <summary>What both servers are built on: a web host on a free port of loopback that logs nothing.</summary>
internal static class QuietHost
{
    public static WebApplicationBuilder Create()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>One that knows the key of the requests, as every host of the engine does in some way.</summary>
    public static WebApplicationBuilder CreateWithKey()
    {
        var builder = Create();
        builder.Services.AddWesogHttp();
        builder.Services.AddAuthentication(ApiKeyDefaults.Scheme)
            .AddWesogApiKey(keys => keys.Keys.Add(new() { Tenant = "benchmark", Sha256 = Requests.KeyHash }));
        return builder;
    }
}
