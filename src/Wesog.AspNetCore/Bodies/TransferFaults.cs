using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Tells the faults of a transfer, which are the client's, from all other faults of input and output.</summary>
internal static class TransferFaults
{
    /// <summary>Whether an exception met while a body was read says that the client sent it wrongly, and the server gave no status to it.</summary>
    /// <remarks>A connection that went away is no fault to be answered: nobody is there.</remarks>
    public static bool Is(IOException exception, HttpContext http) =>
        exception is not BadHttpRequestException and not ConnectionResetException && !http.RequestAborted.IsCancellationRequested;

    public static ProblemException Unreadable() => new(KnownProblems.InvalidBody("unreadable"));
}
