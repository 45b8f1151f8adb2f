namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>The responses of a connection.</summary>
/// <param name="Responses">The whole answers.</param>
/// <param name="Unparsed">Bytes that are no whole answer.</param>
/// <param name="Fault">What is no HTTP; null where all is.</param>
/// <param name="HasEnded">Whether the server ended the connection.</param>
/// <param name="IsLate">Whether the client's patience ended first.</param>
internal sealed record Outcome(IReadOnlyList<Response> Responses, int Unparsed, string? Fault, bool HasEnded, bool IsLate);
