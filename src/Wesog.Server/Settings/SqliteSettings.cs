namespace Wesog.Server.Settings;

/// <summary>The section <c>Wesog:Sqlite</c>.</summary>
internal sealed class SqliteSettings
{
    /// <summary>The database file; relative to the content root, which is the working directory by default.</summary>
    public string Path { get; set; } = "wesog.db";
}
