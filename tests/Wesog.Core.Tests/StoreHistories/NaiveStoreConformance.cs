using Wesog.Testing.Conformance;

namespace Wesog.Core.Tests.StoreHistories;

// The naive store is the model of the histories, so it must pass the same suite.
public sealed class NaiveStoreConformance : StoreConformance<NaiveStoreHarness>;
