using System.Text.Json.Serialization;

namespace Wesog.Server.Health;

/// <summary>The body of a health response.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c>, <c>damaged</c> or <c>unavailable</c>.</param>
/// <param name="Store">The name of the store, if the response depends on it.</param>
/// <param name="Engine"><c>stopped</c> if the engine does not run; <c>stopping</c> if the host is stopping.</param>
/// <param name="Reading">Why the store cannot be read, such as <c>unreachable</c>.</param>
/// <param name="Writing">Why the store cannot be written, such as <c>disk_full</c>.</param>
internal sealed record HealthReport(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Store = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Engine = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reading = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Writing = null)
{
    /// <summary>How much of the images is in the index, in percent, while it is built; otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Indexed { get; init; }
}
