using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.Sqlite.Tests;

// The complete conformance suite; no test is omitted.
public sealed class SqliteConformance : DurableStoreConformance<SqliteStoreHarness>;

public sealed class SqliteHistories(ITestOutputHelper output) : HistoryConformance<SqliteStoreHarness>(output, count: 200);

public sealed class SqliteLinearizability(ITestOutputHelper output) : LinearizabilityConformance<SqliteStoreHarness>(output, count: 100);

// Queries with an index that follows the images, with one that has all of them, without one, and with another one after each start.
public sealed class FollowingIndexQueries(ITestOutputHelper output) : QueryConformance<SqliteStoreHarness>(output);

public sealed class CompleteIndexQueries(ITestOutputHelper output) : QueryConformance<CompleteIndexHarness>(output);

public sealed class NoIndexQueries(ITestOutputHelper output) : QueryConformance<NoIndexHarness>(output);

public sealed class ChangingIndexQueries(ITestOutputHelper output) : QueryConformance<ChangingIndexHarness>(output);
