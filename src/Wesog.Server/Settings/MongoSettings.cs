using System.Buffers;
using System.Text;

namespace Wesog.Server.Settings;

/// <summary>The section <c>Wesog:MongoDB</c>.</summary>
internal sealed class MongoSettings
{
    public const string Section = "MongoDB";

    private const int MaxDatabaseBytes = 63;
    private static readonly string[] _schemes = ["mongodb://", "mongodb+srv://"];
    private static readonly SearchValues<char> _notInDatabaseNames = SearchValues.Create("/\\. \"$*<>:|?\0");

    /// <summary>The connection string. It may contain a password, so no message repeats it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The name of the database.</summary>
    public string Database { get; set; } = "wesog";

    /// <summary>Reports invalid settings. The driver checks the rest of the connection string at the start.</summary>
    /// <param name="path">The section.</param>
    /// <param name="faults">The list to which faults are added.</param>
    public void Check(string path, ICollection<string> faults)
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            faults.Add(
                $"{path}:{nameof(ConnectionString)} must be set where the store is MongoDB. Name a replica set, as in " +
                $"{path.Replace(":", "__", StringComparison.Ordinal)}__{nameof(ConnectionString)}='mongodb://HOST:27017/?replicaSet=NAME'.");
        }
        else if (!_schemes.Any(scheme => ConnectionString.StartsWith(scheme, StringComparison.Ordinal)))
        {
            faults.Add(
                $"{path}:{nameof(ConnectionString)} must begin with {string.Join(" or ", _schemes)}. " +
                "It is not repeated here, as it may hold a password.");
        }

        if (Encoding.UTF8.GetByteCount(Database) is 0 or > MaxDatabaseBytes || Database.AsSpan().ContainsAny(_notInDatabaseNames))
        {
            faults.Add(
                $"{path}:{nameof(Database)} must be the name of a database: 1 to {MaxDatabaseBytes} bytes, without spaces and " +
                $"/ \\ . \" $ * < > : | ?, but it is '{Database}'.");
        }
    }
}
