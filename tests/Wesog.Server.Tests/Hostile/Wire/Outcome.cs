namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>The responses of a connection.</summary>
/// <param name="Responses">The complete responses.</param>
/// <param name="Unparsed">The number of bytes of an incomplete response.</param>
/// <param name="Fault">The first violation of HTTP; null if there is none.</param>
/// <param name="HasEnded">Whether the server ended the connection.</param>
/// <param name="IsLate">Whether the client reached its timeout first.</param>
internal sealed record Outcome(IReadOnlyList<Response> Responses, int Unparsed, string? Fault, bool HasEnded, bool IsLate);
