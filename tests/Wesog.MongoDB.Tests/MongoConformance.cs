using Wesog.MongoDB.Tests.Server;
using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.MongoDB.Tests;

// The complete conformance suite; no test is omitted.
public sealed class MongoConformance : DurableStoreConformance<MongoStoreHarness>;

public sealed class MongoHistories(ITestOutputHelper output) : HistoryConformance<MongoStoreHarness>(output, count: 20);

public sealed class MongoQueries(ITestOutputHelper output) : QueryConformance<MongoStoreHarness>(output, count: 3);

public sealed class MongoLinearizability(ITestOutputHelper output) : LinearizabilityConformance<MongoStoreHarness>(output, count: 10);
