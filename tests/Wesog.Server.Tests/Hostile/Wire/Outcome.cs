namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>What came back over a connection.</summary>
/// <param name="Answers">The whole answers.</param>
/// <param name="Unparsed">Bytes that are no whole answer.</param>
/// <param name="Fault">What is no HTTP; null where all is.</param>
/// <param name="HasEnded">Whether the server ended the connection.</param>
/// <param name="IsLate">Whether the client's patience ended first.</param>
internal sealed record Outcome(IReadOnlyList<Answer> Answers, int Unparsed, string? Fault, bool HasEnded, bool IsLate);
