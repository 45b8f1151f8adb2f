using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.Sqlite.Tests;

// The complete conformance suite; no test is omitted.
public sealed class SqliteConformance : DurableStoreConformance<SqliteStoreHarness>;

public sealed class SqliteHistories(ITestOutputHelper output) : HistoryConformance<SqliteStoreHarness>(output, count: 200);

public sealed class SqliteLinearizability(ITestOutputHelper output) : LinearizabilityConformance<SqliteStoreHarness>(output, count: 100);
