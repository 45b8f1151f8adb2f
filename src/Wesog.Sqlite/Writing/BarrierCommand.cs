using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>Writes nothing. Completes after every earlier command has committed and updated memory.</summary>
internal sealed class BarrierCommand : ResultCommand<bool>
{
    public override int Weight => 0;

    public override void Apply(Connection connection)
    {
    }
}
