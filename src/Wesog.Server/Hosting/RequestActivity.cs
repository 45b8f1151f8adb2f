namespace Wesog.Server.Hosting;

/// <summary>Counts the requests of clients, to know whether the server works. The probes of an orchestrator do not count.</summary>
internal sealed class RequestActivity
{
    private int _inProgress;
    private long _finished;

    /// <summary>The number of requests that are in progress.</summary>
    public int InProgress => Volatile.Read(ref _inProgress);

    /// <summary>The number of requests that have finished.</summary>
    public long Finished => Interlocked.Read(ref _finished);

    /// <summary>Counts a request until it has finished.</summary>
    public async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            await next(http).ConfigureAwait(false);
            return;
        }

        Interlocked.Increment(ref _inProgress);
        try
        {
            await next(http).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _inProgress);
            Interlocked.Increment(ref _finished);
        }
    }
}
