using System.Text.Json.Serialization;

namespace Wesog.Server.Health;

/// <summary>The body of a health answer.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>unavailable</c>.</param>
/// <param name="Store">The store's name, where the answer depends on it.</param>
internal sealed record HealthReport(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Store = null);
