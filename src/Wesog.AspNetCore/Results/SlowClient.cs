using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Wesog.AspNetCore.Results;

/// <summary>
/// Disconnects a client that does not read. Each part of a response must be taken at the lowest rate of the web server. Kestrel itself
/// applies the rate to the whole response, so what the network has buffered at once gives a client minutes in which it need not read.
/// </summary>
internal static class SlowClient
{
    /// <summary>Sends a part of a response.</summary>
    /// <exception cref="ConnectionAbortedException">The client was too slow and is disconnected.</exception>
    public static Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> part)
    {
        var write = http.Response.Body.WriteAsync(part, http.RequestAborted);
        return write.IsCompleted || RateOf(http) is not { } rate
            ? write.AsTask()
            : AwaitAsync(http, write.AsTask(), TimeFor(part.Length, rate));
    }

    // HTTP/2 and HTTP/3 have no rate of one response, so the one of the web server applies.
    private static MinDataRate? RateOf(HttpContext http) => http.Features.Get<IHttpMinResponseDataRateFeature>() is { } feature
        ? feature.MinDataRate
        : http.RequestServices.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinResponseDataRate;

    private static TimeSpan TimeFor(int bytes, MinDataRate rate)
    {
        var time = TimeSpan.FromSeconds(Math.Min(bytes / rate.BytesPerSecond, TimeSpan.FromDays(1).TotalSeconds));
        return time > rate.GracePeriod ? time : rate.GracePeriod;
    }

    private static async Task AwaitAsync(HttpContext http, Task write, TimeSpan time)
    {
        try
        {
            await write.WaitAsync(time, http.RequestServices.GetRequiredService<TimeProvider>()).ConfigureAwait(false);
        }
        catch (TimeoutException timeout)
        {
            http.Abort();

            // The web server ends the write, so that the caller can use its buffer again.
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new ConnectionAbortedException("The client reads too slowly.", timeout);
        }
    }
}
