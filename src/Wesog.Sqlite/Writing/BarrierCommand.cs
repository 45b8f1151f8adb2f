using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>Writes nothing: when it succeeds, what came before it is committed, and memory has followed.</summary>
internal sealed class BarrierCommand : ResultCommand<bool>
{
    public override int Weight => 0;

    public override void Apply(Connection connection)
    {
    }
}
