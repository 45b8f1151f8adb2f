using Microsoft.AspNetCore.Http;

namespace Wesog.AspNetCore.Bodies;

/// <summary>The request body as it is sent. A transfer error of the client is a problem.</summary>
internal sealed class RequestBodyStream(HttpContext http) : ReadOnlyBody
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await http.Request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (TransferFaults.Is(exception, http))
        {
            throw TransferFaults.Unreadable();
        }
    }
}
