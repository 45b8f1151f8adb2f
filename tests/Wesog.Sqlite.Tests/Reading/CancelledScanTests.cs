using Wesog.Query;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Reading;

/// <summary>A cancelled scan ends within SQLite, before its next row.</summary>
public sealed class CancelledScanTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_scan_gets_no_further_row(bool isExport)
    {
        await using var open = await OpenStore.NewAsync();
        await open.WriteAsync(SamplePlans.Puts(Enumerable.Range(0, 500).Select(i => SampleImages.Image($"i{i:d3}"))));
        using var cancellation = new CancellationTokenSource();
        var scan = new CancellingScan(cancellation, isExport);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await open.Store.ScanImagesAsync(SampleOperations.Tenant, scan, cancellation.Token));

        Assert.Equal(1, scan.Rows);

        // The store goes on.
        Assert.Single(await open.Store.FindImagesAsync(SampleOperations.Tenant, ["i007"], default));
    }

    private sealed class CancellingScan(CancellationTokenSource cancellation, bool waits) : ImageScan(ImageFilter.All, ScanOrder.Any)
    {
        public int Rows { get; private set; }

        public override bool WaitsForReader => waits;

        public override ScanStep Add(scoped in ScannedImage image)
        {
            Rows++;
            cancellation.Cancel();
            return ScanStep.Next;
        }

        protected override void Reset()
        {
        }
    }
}
