using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Lists the operations that match a query, newest first, by the index that leaves the fewest.</summary>
internal static class OperationLists
{
    // So few operations of a period are sorted. Of more, some are probably near to the newest, so the rows are read in order of their numbers.
    private const int MaxSorted = 1_000;

    private const string OfCreation = "tenant = ?1 AND created_at >= ?4 AND created_at < ?5";
    private const string OfEnd = "tenant = ?1 AND finished_at >= ?6 AND finished_at < ?7";

    private static readonly OperationState[] _storedStates = [.. Enum.GetValues<OperationState>().Select(Stored).Distinct()];

    /// <summary>Lists the tenant's operations that match a query.</summary>
    /// <exception cref="StoreDamagedException">An operation that the query reads is damaged.</exception>
    public static List<Operation> Read(Connection connection, long tenant, string name, OperationQuery query, QueueView view)
    {
        var sql = Sql(query, PeriodOf(connection, tenant, query));
        if (query is { States.Count: <= 1, Methods.Count: <= 1 })
        {
            using var kept = connection.Use(sql);
            return Read(kept, tenant, name, query, view);
        }

        // Selections of several have thousands of texts.
        var once = connection.Prepare(sql);
        try
        {
            return Read(once, tenant, name, query, view);
        }
        finally
        {
            once.Free();
        }
    }

    /// <summary>
    /// The statement that selects the operations of tenant ?1 with a number below ?2 and the other members of a query, newest first. Each state and method is
    /// one range of an index in order of the numbers, and SQLite merges the ranges without sorting them.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="period">The period that leaves few operations.</param>
    public static string Sql(OperationQuery query, Period period = Period.None)
    {
        var conditions = new List<string> { "tenant = ?1", "number < ?2" };
        if (query.HasTimes)
        {
            conditions.Add("created_at >= ?4 AND created_at < ?5");
        }

        if (query.FinishedFrom is not null || query.FinishedBefore is not null)
        {
            conditions.Add("finished_at >= ?6 AND finished_at < ?7");
        }

        if (query.Label is not null)
        {
            return Select("INDEXED BY operations_by_label", [.. conditions, "label = ?3"]);
        }

        if (period != Period.None)
        {
            var (index, range) = period == Period.Creation ? ("operations_by_creation", OfCreation) : ("operations_by_end", OfEnd);
            return Select("", [.. conditions, $"number IN (SELECT number FROM operations INDEXED BY {index} WHERE {range})"]);
        }

        if (query is { States.Count: 0, Methods.Count: 0 })
        {
            return Select("", conditions);
        }

        var ranges =
            from state in query.States.Count > 0 ? query.States.Select(Stored).Distinct() : _storedStates
            from method in query.Methods.Count > 0 ? query.Methods.Distinct() : Enum.GetValues<OperationMethod>()
            select Range([.. conditions, $"state = {(int)state}", $"method = {(int)method}"]);
        return $"{string.Join(" UNION ALL ", ranges)} ORDER BY number DESC";
    }

    private static List<Operation> Read(Statement statement, long tenant, string name, OperationQuery query, QueueView view)
    {
        Bind(statement, tenant, query);
        var matches = new List<Operation>();
        while (matches.Count < query.Limit && statement.Step())
        {
            // One extra error shows whether there are more.
            var maxCount = query.MaxErrors == int.MaxValue ? int.MaxValue : query.MaxErrors + 1;
            if (view.Project(OperationRows.Read(statement, tenant, name, maxCount)) is { } operation && query.Selects(operation))
            {
                matches.Add(operation.WithFirstErrors(query.MaxErrors));
            }
        }

        return matches;
    }

    private static string Range(IReadOnlyList<string> conditions, string index = "") =>
        $"SELECT {OperationRows.Columns} FROM operations {index} WHERE {string.Join(" AND ", conditions)}";

    private static string Select(string index, IReadOnlyList<string> conditions) => $"{Range(conditions, index)} ORDER BY number DESC";

    private static Period PeriodOf(Connection connection, long tenant, OperationQuery query)
    {
        if (query.Label is not null || !query.HasTimes)
        {
            return Period.None;
        }

        return query.FinishedFrom is not null || query.FinishedBefore is not null
            ? IsShort("operations_by_end", OfEnd) ? Period.End : IsShort("operations_by_creation", OfCreation) ? Period.Creation : Period.None
            : IsShort("operations_by_creation", OfCreation) ? Period.Creation : Period.None;

        bool IsShort(string index, string range)
        {
            var sql = $"SELECT count(*) FROM (SELECT 1 FROM operations INDEXED BY {index} WHERE {range} LIMIT {MaxSorted + 1})";
            using var statement = Bind(connection.Use(sql), tenant, query);
            statement.Step();
            return statement.Int(0) <= MaxSorted;
        }
    }

    // The statement need not have all parameters.
    private static Statement Bind(Statement statement, long tenant, OperationQuery query)
    {
        var count = statement.ParameterCount;
        statement.Bind(1, tenant);
        if (count >= 2)
        {
            statement.Bind(2, query.Before ?? long.MaxValue);
        }

        if (count >= 3)
        {
            statement.Bind(3, query.Label);
        }

        if (count >= 5)
        {
            statement.Bind(4, query.CreatedFrom?.ToUnixTimeMilliseconds() ?? long.MinValue).Bind(5, Above(query.CreatedBefore));
        }

        return count < 7 ? statement : statement.Bind(6, query.FinishedFrom?.ToUnixTimeMilliseconds() ?? long.MinValue).Bind(7, Above(query.FinishedBefore));
    }

    private static long Above(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    private static OperationState Stored(OperationState state) => state == OperationState.Running ? OperationState.Pending : state;

    /// <summary>A time of operations by which few can be found.</summary>
    public enum Period
    {
        /// <summary>There is none.</summary>
        None,

        /// <summary>When they were created.</summary>
        Creation,

        /// <summary>When they finished.</summary>
        End,
    }
}
