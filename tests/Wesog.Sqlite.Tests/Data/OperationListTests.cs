using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Files;
using Wesog.Storage;

namespace Wesog.Sqlite.Tests.Data;

/// <summary>A list of operations costs what its page costs, however many operations the tenant has.</summary>
public sealed class OperationListTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<OperationState?, OperationMethod?> Filters =>
    [
        (null, null),
        (null, OperationMethod.Delete),
        (OperationState.Failed, null),
        (OperationState.Failed, OperationMethod.Delete),
        (OperationState.Running, OperationMethod.Multiple),
        (OperationState.Partial, OperationMethod.Add),
    ];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Filters))]
    public void An_index_finds_and_orders_the_operations(OperationState? state, OperationMethod? method)
    {
        using var connection = Open(operations: 1);
        var plan = PlanOf(connection, Sql(state, method));
        Assert.Contains(plan, step => step.StartsWith("SEARCH operations USING INDEX", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.All(
            plan.Where(step => step.StartsWith("SEARCH", StringComparison.Ordinal)),
            step => Assert.EndsWith(state is null && method is null ? "(tenant=? AND number<?)" : "(tenant=? AND state=? AND method=? AND number<?)", step));
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_page_takes_as_many_steps_among_100_000_operations_as_among_100(OperationState? state, OperationMethod? method)
    {
        using var few = Open(operations: 100);
        using var many = Open(operations: 100_000);

        Assert.InRange(CountSteps(many, Sql(state, method)), 1, (int)(1.5 * CountSteps(few, Sql(state, method))));
    }

    [Fact]
    public void Selections_of_several_states_and_methods_keep_no_statements()
    {
        using (Open(operations: 100))
        {
        }

        using var connection = new Database($"{_directory.Database}-100").OpenWriter();
        var view = new QueueView(new Dictionary<long, DateTimeOffset>(), Newest: long.MaxValue);
        var states = Enum.GetValues<OperationState>();
        for (var i = 0; i < states.Length; i++)
        {
            OperationState[] order = [.. states[i..], .. states[..i]];
            Assert.Equal(100, OperationLists.Read(connection, 1, "t", new() { States = order, Methods = [OperationMethod.Delete, OperationMethod.Add] }, view).Count);
        }

        var kept = connection.KeptStatements;
        OperationLists.Read(connection, 1, "t", new() { States = [states[1], states[0]], CreatedFrom = null }, view);
        Assert.InRange(kept, 0, 5);
        Assert.Equal(kept, connection.KeptStatements);
    }

    [Fact]
    public void A_label_is_a_range_of_an_index()
    {
        using var connection = Open(operations: 1);
        var plan = PlanOf(connection, OperationLists.Sql(new() { Label = "import", Methods = [OperationMethod.Add] }));
        Assert.Equal(["SEARCH operations USING INDEX operations_by_label (tenant=? AND label=? AND number<?)"], plan);
    }

    [Theory]
    [InlineData(nameof(OperationLists.Period.Creation), "operations_by_creation (tenant=? AND created_at>? AND created_at<?)")]
    [InlineData(nameof(OperationLists.Period.End), "operations_by_end (tenant=? AND finished_at>? AND finished_at<?)")]
    public void A_short_period_is_a_range_of_an_index(string period, string index)
    {
        using var connection = Open(operations: 1);
        var plan = PlanOf(connection, OperationLists.Sql(new() { CreatedFrom = DateTimeOffset.UnixEpoch, FinishedFrom = DateTimeOffset.UnixEpoch }, Enum.Parse<OperationLists.Period>(period)));
        Assert.Contains(plan, step => step.EndsWith(index, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    private static List<string> PlanOf(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
        {
            plan.Add(reader.GetString(3));
        }

        return plan;
    }

    private static string Sql(OperationState? state, OperationMethod? method) => 
        OperationLists.Sql(new() { States = state is { } only ? [only] : [], Methods = method is { } one ? [one] : [] });

    // The first operation of the tenant is a failed deletion, so an index that only orders would search all operations for it.
    private SqliteConnection Open(int operations)
    {
        var path = $"{_directory.Database}-{operations}";
        using (var writer = new Database(path).OpenWriter())
        {
            SchemaUpgrade.Run(writer, Schema.Steps);
            writer.RunScript($"""
                WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {operations})
                INSERT INTO operations (tenant, number, state, method, modes, total, good, bad, skipped, created_at, bytes, errors_truncated)
                SELECT 1, n, iif(n = 1, 4, 2), iif(n = 1, 2, 0), 1, 1, 1, 0, 0, 0, 0, 0 FROM numbers
                """);
        }

        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    // Counts the instructions of SQLite's virtual machine for the first 10 rows.
    private static int CountSteps(SqliteConnection connection, string sql)
    {
        var steps = 0;
        raw.sqlite3_progress_handler(connection.Handle, 1, _ => ++steps * 0, null);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new("?1", 1));
        command.Parameters.Add(new("?2", long.MaxValue));
        using var reader = command.ExecuteReader();
        for (var row = 0; row < 10 && reader.Read(); row++)
        {
        }

        raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        return steps;
    }
}
