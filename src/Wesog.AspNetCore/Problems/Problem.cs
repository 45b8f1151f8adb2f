using System.Text.Json;

namespace Wesog.AspNetCore.Problems;

/// <summary>A refusal as RFC 9457 has it, before it is put into words.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Detail">The key of the detail's text.</param>
/// <param name="Values">What the text names; values that a client sent were made fit to be shown.</param>
internal sealed record Problem(int Status, string Code, string Detail, params (string Name, string Value)[] Values)
{
    /// <summary>Writes the members beside the standard ones; null for none.</summary>
    public Action<Utf8JsonWriter>? Members { get; init; }

    /// <summary>The headers that belong to it.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
