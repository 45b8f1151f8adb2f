namespace Wesog.Sqlite.Data;

/// <summary>Reads and writes the only row of the table <c>store</c>.</summary>
internal static class StoreRow
{
    /// <summary>The state of the engine's clock; empty if there is none.</summary>
    public static byte[] ClockState(Connection connection)
    {
        using var statement = connection.Use("SELECT clock_state FROM store");
        statement.Step();
        return statement.Bytes(0).ToArray();
    }

    public static void SetClockState(Connection connection, ReadOnlySpan<byte> state) =>
        connection.Use("UPDATE store SET clock_state = ?1").Bind(1, state).Run();
}
