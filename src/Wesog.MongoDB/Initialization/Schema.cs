namespace Wesog.MongoDB.Initialization;

/// <summary>The versions of the form that documents have. A step that was published never changes: a change is a new step.</summary>
internal static class Schema
{
    /// <summary>Step n, from 0, leads from version n + 1 to version n + 2. A new database has the newest version at once.</summary>
    public static readonly IReadOnlyList<SchemaStep> Steps = [];
}
