using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// `ExpectAbsent` saves reads and never changes a result.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>Missing images are added.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Missing_images_are_added(bool isInline)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("old")));

        await CommitAsync(isInline, ["c", "a", "b"], AddAll("c", "a", "b"));

        Assert.Equal(["a", "b", "c", "old"], await ListAsync());
    }

    /// <summary>The decision sees an image that exists, wherever it stands among the ids.</summary>
    [Theory]
    [InlineData(false, "a")]
    [InlineData(true, "a")]
    [InlineData(false, "b")]
    [InlineData(true, "c")]
    public async Task An_existing_image_is_found(bool isInline, string existing)
    {
        var image = SampleImages.Image(existing, "kept", revision: 7);
        await WriteAsync(SamplePlans.Puts(image));

        await CommitAsync(isInline, ["a", "b", "c"], AddAll("a", "b", "c"));

        Assert.Equal(["a", "b", "c"], await ListAsync());
        Same.Image(image, await ReadAsync(existing));
    }

    /// <summary>An image that the decision reads but does not write is not assumed to be missing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_that_is_only_read_is_found(bool isInline)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("read")));

        await CommitAsync(
            isInline,
            ["read", "a"],
            find => find("read") is null ? SamplePlans.Puts(SampleImages.Image("wrong")) : SamplePlans.Puts(SampleImages.Image("a")));
        await CommitAsync(
            isInline,
            ["read", "b"],
            find => find("read") is null ? SamplePlans.Puts(SampleImages.Image("b", "wrong")) : SamplePlans.Puts(SampleImages.Image("b")));

        Assert.Equal(["a", "b", "read"], await ListAsync());
        Same.Image(SampleImages.Image("b"), await ReadAsync("b"));
    }

    /// <summary>Deletions and replacements work as without the expectation.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Other_writes_are_applied(bool isInline)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("deleted"), SampleImages.Image("replaced")));

        await CommitAsync(
            isInline,
            ["deleted", "replaced", "added"],
            find => [.. SamplePlans.Deletes("deleted"), .. SamplePlans.Puts(SampleImages.Image("replaced", revision: find("replaced")!.Revision + 1), SampleImages.Image("added"))]);

        Assert.Equal(["added", "replaced"], await ListAsync());
        Assert.Equal(2, (await ReadAsync("replaced"))!.Revision);
    }

    /// <summary>A decision that fails if images are missing, and succeeds with the stored ones, succeeds.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_decision_may_fail_without_the_images(bool isInline)
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));

        await CommitAsync(isInline, ["a"], find => SamplePlans.Puts(SampleImages.Image("a", revision: (find("a") ?? throw new InvalidDataException("Missing.")).Revision + 1)));

        Assert.Equal(2, (await ReadAsync("a"))!.Revision);
    }

    /// <summary>Two writes of one image are an error, and nothing is written.</summary>
    [Fact]
    public async Task An_image_that_is_written_twice_is_an_error()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        var workItem = await ClaimAsync();
        var request = new CommitRequest.Claimed(
            workItem.Lease, ["a"], workItem.Success(Now, [.. SamplePlans.Puts(SampleImages.Image("a")), .. SamplePlans.Puts(SampleImages.Image("a"))]));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.CommitAsync(request, default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.CommitAsync(request with { ExpectAbsent = true }, default));

        Assert.Empty(await ListAsync());
        await FinishAsync(workItem, SamplePlans.Puts(SampleImages.Image("a")));
    }

    private static Func<Func<string, StoredImage?>, ImageWrite[]> AddAll(params string[] ids) =>
        find => SamplePlans.Puts(ids.Where(id => find(id) is null).Select(id => SampleImages.Image(id)));

    private async Task CommitAsync(bool isInline, string[] ids, Func<Func<string, StoredImage?>, ImageWrite[]> writesOf)
    {
        var operation = SampleOperations.Add(ids);
        if (isInline)
        {
            var request = new CommitRequest.Inline(
                [operation], Unlimited, LeaseOptions, ids, find => new(writesOf(find), [operation.Operation.Start(Now).Succeeded(Now)]))
            {
                ExpectAbsent = true,
            };
            Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(request, default));
            return;
        }

        await AcceptAsync(operation);
        var workItem = await ClaimAsync();
        await Store.CommitAsync(
            new CommitRequest.Claimed(workItem.Lease, ids, find => workItem.Success(Now, writesOf(find))(find)) { ExpectAbsent = true }, default);
        await Store.ReleaseAsync(workItem.Lease, default);
    }

    private async Task<IEnumerable<string>> ListAsync() =>
        (await Store.ListImagesAsync(Tenant, 0, 100, default)).Images.Select(image => image.Id);
}
