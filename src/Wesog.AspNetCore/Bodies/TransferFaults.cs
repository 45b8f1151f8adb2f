using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Distinguishes transfer errors of the client from other I/O errors.</summary>
internal static class TransferFaults
{
    /// <summary>Whether the client caused an exception of a read from the body, and the server set no status.</summary>
    /// <remarks>False for a closed connection, which no response can reach.</remarks>
    public static bool Is(IOException exception, HttpContext http) =>
        exception is not BadHttpRequestException and not ConnectionResetException && !http.RequestAborted.IsCancellationRequested;

    public static ProblemException Unreadable() => new(KnownProblems.InvalidBody("unreadable"));
}
