using Wesog.Images;
using Wesog.Query;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// A scan gets the images of one snapshot, in its order, as often as it needs them.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>A scan by id gets all images in its order, with the members that a read of the image gives.</summary>
    [Theory]
    [InlineData(ScanOrder.ById)]
    [InlineData(ScanOrder.ByIdDescending)]
    [InlineData(ScanOrder.Any)]
    public async Task A_scan_gets_all_images(ScanOrder order)
    {
        await WriteAsync(SamplePlans.Puts(Ordered.Reverse().Select(id => SampleImages.Image(id))));
        await WriteAsync("other", SamplePlans.Puts(SampleImages.Image("x")));
        var scan = new RecordingScan(order);

        await Store.ScanImagesAsync(Tenant, scan, default);

        string[] expected = order == ScanOrder.ByIdDescending ? [.. Ordered.Reverse()] : Ordered;
        Assert.Equal(expected, order == ScanOrder.Any ? scan.Ids.Order(CodePointComparer.Instance) : scan.Ids);
        Assert.Equal(Ordered.Length, scan.Count);
        Same.Image((await ReadAsync(Ordered[3]))!, scan.Images.Single(image => image.Id == Ordered[3]));
    }

    /// <summary>A scan after an id gets the images after it in its order, whether an image has the id or not, and may get those before it.</summary>
    [Theory]
    [InlineData(ScanOrder.ById)]
    [InlineData(ScanOrder.ByIdDescending)]
    public async Task A_scan_begins_after_an_id(ScanOrder order)
    {
        await WriteAsync(SamplePlans.Puts(Ordered.Where((_, index) => index % 2 == 0).Select(id => SampleImages.Image(id))));
        var sign = order == ScanOrder.ById ? 1 : -1;
        foreach (var id in Ordered)
        {
            var scan = new RecordingScan(order, after: id);
            await Store.ScanImagesAsync(Tenant, scan, default);

            var expected = Ordered.Where((other, index) => index % 2 == 0 && sign * CodePointComparer.Instance.Compare(other, id) > 0).ToArray();
            Assert.Equal(sign > 0 ? expected : [.. expected.Reverse()], scan.Ids.Where(other => sign * CodePointComparer.Instance.Compare(other, id) > 0));
        }
    }

    /// <summary>A scan that stops gets no further image, and one that needs another pass gets the same images again.</summary>
    [Theory]
    [InlineData(ScanOrder.ById)]
    [InlineData(ScanOrder.ByIdDescending)]
    [InlineData(ScanOrder.Any)]
    public async Task A_scan_decides_when_it_ends(ScanOrder order)
    {
        await WriteAsync(SamplePlans.Puts("abcde".Select(id => SampleImages.Image($"{id}"))));
        var stopped = new RecordingScan(order) { Step = count => count == 2 ? ScanStep.Stop : ScanStep.Next };
        var repeated = new RecordingScan(order) { Passes = 3 };

        await Store.ScanImagesAsync(Tenant, stopped, default);
        await Store.ScanImagesAsync(Tenant, repeated, default);

        Assert.Equal(2, stopped.Images.Count);
        Assert.Equal(15, repeated.Images.Count);
        Assert.Equal(repeated.Ids.Take(5), repeated.Ids.Skip(10));
    }

    /// <summary>What is written while a scan pauses does not wait for it, and the scan does not see it, in any pass.</summary>
    [Theory]
    [InlineData(ScanOrder.ById, true)]
    [InlineData(ScanOrder.ByIdDescending, true)]
    [InlineData(ScanOrder.Any, true)]
    [InlineData(ScanOrder.ById, false)]
    [InlineData(ScanOrder.Any, false)]
    public async Task A_scan_that_pauses_sees_one_snapshot(ScanOrder order, bool waitsForReader)
    {
        await WriteAsync(SamplePlans.Puts("bcd".Select(id => SampleImages.Image($"{id}"))));
        var pauses = 0;
        var scan = new RecordingScan(order, waitsForReader: waitsForReader)
        {
            Passes = 2,
            Step = _ => ScanStep.Pause,
            Resume = async () =>
            {
                if (++pauses == 2)
                {
                    await WriteAsync([.. SamplePlans.Puts(SampleImages.Image("a"), SampleImages.Image("e"), SampleImages.Image("c", revision: 2)), .. SamplePlans.Deletes("d", "b")]);
                }
            },
        };

        await Store.ScanImagesAsync(Tenant, scan, default);

        Assert.Equal(6, pauses);
        Assert.Equal("bbccdd", string.Concat(scan.Ids.Order(StringComparer.Ordinal)));
        Assert.All(scan.Images, image => Assert.Equal(1, image.Revision));
        Assert.Equal(["a", "c", "e"], Ids(await Store.ListImagesAsync(Tenant, 0, 10, default)));
    }

    /// <summary>A scan of a tenant without images begins with 0.</summary>
    [Fact]
    public async Task A_scan_of_no_images_begins_and_ends()
    {
        var scan = new RecordingScan(ScanOrder.Any) { Passes = 2 };
        await Store.ScanImagesAsync("nobody", scan, default);
        Assert.Equal((1, 0L, 2), (scan.Begins, scan.Count, scan.EndedPasses));
        Assert.Empty(scan.Images);
    }

    /// <summary>A scan that fails or is canceled while it pauses ends, and the store goes on.</summary>
    [Fact]
    public async Task A_scan_can_end_while_it_pauses()
    {
        await WriteAsync(SamplePlans.Puts("abc".Select(id => SampleImages.Image($"{id}"))));
        using var cancellation = new CancellationTokenSource();
        var failing = new RecordingScan(ScanOrder.ById) { Step = _ => ScanStep.Pause, Resume = () => throw new InvalidDataException("The reader is gone.") };
        var canceled = new RecordingScan(ScanOrder.ById) { Step = _ => ScanStep.Pause, Resume = () => cancellation.CancelAsync() };

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Store.ScanImagesAsync(Tenant, failing, default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ScanImagesAsync(Tenant, canceled, cancellation.Token));

        for (var round = 0; round < 40; round++)
        {
            var scan = new RecordingScan(ScanOrder.ById) { Step = _ => ScanStep.Pause };
            await Store.ScanImagesAsync(Tenant, scan, default);
            Assert.Equal(["a", "b", "c"], scan.Ids);
        }
    }

    /// <summary>Records what a store gives, and does what the test says.</summary>
    private sealed class RecordingScan : ImageScan
    {
        public RecordingScan(ScanOrder order, string? after = null, bool waitsForReader = true)
            : base(Query.ImageFilter.All, order) => (After, WaitsForReader) = (after, waitsForReader);

        public List<StoredImage> Images { get; } = [];

        public IEnumerable<string> Ids => Images.Select(image => image.Id);

        public int Begins { get; private set; }

        public int EndedPasses { get; private set; }

        public int Passes { get; init; } = 1;

        public Func<int, ScanStep> Step { get; init; } = _ => ScanStep.Next;

        public Func<Task> Resume { get; init; } = () => Task.CompletedTask;

        public override bool WaitsForReader { get; }

        public override ScanStep Add(scoped in ScannedImage image)
        {
            Images.Add(image.ToImage());
            return Step(Images.Count);
        }

        public override ValueTask ResumeAsync(CancellationToken cancellationToken) => new(Resume().WaitAsync(cancellationToken));

        public override bool NeedsPass() => ++EndedPasses < Passes;

        protected override void Reset()
        {
            Images.Clear();
            Begins++;
        }
    }
}
