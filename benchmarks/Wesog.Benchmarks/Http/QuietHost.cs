using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

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
}
