using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>Shows that the file can be written, by a write that changes nothing.</summary>
internal sealed class ProbeCommand : ResultCommand<bool>
{
    public override void Apply(Connection connection) => connection.Run("UPDATE store SET generation = generation");
}
