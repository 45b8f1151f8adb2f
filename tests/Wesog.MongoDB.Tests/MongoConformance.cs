using Wesog.MongoDB.Tests.Server;
using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.MongoDB.Tests;

// The complete conformance suite; no test is omitted.
public sealed class MongoConformance : DurableStoreConformance<MongoStoreHarness>;

public sealed class MongoHistories(ITestOutputHelper output) : HistoryConformance<MongoStoreHarness>(output, count: 20);

// Queries with an index that follows the images, with one that has all of them, and with another one, or none, after each start.
public sealed class MongoQueries(ITestOutputHelper output) : QueryConformance<MongoStoreHarness>(output, count: 3);

public sealed class MongoCompleteIndexQueries(ITestOutputHelper output) : QueryConformance<CompleteIndexHarness>(output, count: 3);

public sealed class MongoChangingIndexQueries(ITestOutputHelper output) : QueryConformance<ChangingIndexHarness>(output, count: 3);

public sealed class MongoLinearizability(ITestOutputHelper output) : LinearizabilityConformance<MongoStoreHarness>(output, count: 10);
