using Wesog.StoreHistories;
using Wesog.Testing.Conformance;

namespace Wesog.Samples.CustomStore.Tests;

// The complete conformance suite and the history tests.
public sealed class FileStoreConformance : DurableStoreConformance<FileStoreHarness>;

public sealed class FileStoreHistories(ITestOutputHelper output) : HistoryConformance<FileStoreHarness>(output, count: 200);

public sealed class FileStoreQueries(ITestOutputHelper output) : QueryConformance<FileStoreHarness>(output);

public sealed class FileStoreLinearizability(ITestOutputHelper output) : LinearizabilityConformance<FileStoreHarness>(output, count: 200);
