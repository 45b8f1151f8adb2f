using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.Core.Tests.Storage;

// The whole suite except durability, which this store does not guarantee.
public sealed class InMemoryConformance : StoreConformance<InMemoryStoreHarness>;

public sealed class InMemoryHistories(ITestOutputHelper output) : HistoryConformance<InMemoryStoreHarness>(output, count: 1_000);

public sealed class InMemoryQueries(ITestOutputHelper output) : QueryConformance<InMemoryStoreHarness>(output);

public sealed class InMemoryLinearizability(ITestOutputHelper output) : LinearizabilityConformance<InMemoryStoreHarness>(output, count: 500);
