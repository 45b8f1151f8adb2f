namespace Wesog.MongoDB.Initialization;

/// <summary>
/// The schema steps of the documents, one per version. A published step never changes; a schema change is a new step.
/// </summary>
internal static class Schema
{
    /// <summary>Step n, from 0, upgrades version n + 1 to version n + 2. A new database starts with the newest version.</summary>
    public static readonly IReadOnlyList<SchemaStep> Steps = [];
}
