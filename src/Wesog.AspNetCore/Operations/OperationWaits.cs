using Wesog.AspNetCore.Hosting;
using Wesog.AspNetCore.Routing;
using Wesog.Operations;

namespace Wesog.AspNetCore.Operations;

/// <summary>Waits for the operations of requests, until they finish, the time is up, the client is gone or the stop of the host ends all waits.</summary>
internal sealed class OperationWaits(IImageOperationService operations, HostShutdown shutdown)
{
    /// <returns>The operation as it is at the end of the wait; null if the tenant has none with this number.</returns>
    public async Task<Operation?> WaitAsync(ApiRequest request, long operationId, TimeSpan timeout)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, shutdown.EndOfWaits);
        try
        {
            return await operations.WaitAsync(request.Tenant, operationId, timeout, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!request.Aborted.IsCancellationRequested)
        {
            return await operations.GetAsync(request.Tenant, operationId, request.Aborted).ConfigureAwait(false);
        }
    }
}
