using System.Text;
using Wesog.Storage;
using Wesog.StoreHistories.Running;
using Wesog.Testing;

namespace Wesog.StoreHistories.Steps;

/// <summary>Writes and deletes images by one operation, from its submission to its end.</summary>
/// <param name="tenant">The tenant, which has no other operations.</param>
/// <param name="writes">The writes, at most one of an id.</param>
public sealed class WriteImages(string tenant, IReadOnlyList<ImageWrite> writes) : HistoryStep
{
    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        ArgumentNullException.ThrowIfNull(target);
        string[] ids = [.. writes.Select(write => write.Id)];
        await target.Store.EnqueueAsync([SampleOperations.Replace(ids).For(tenant).CreatedAt(target.Now)], new(int.MaxValue, long.MaxValue), default).ConfigureAwait(false);
        var workItem = await target.Store.ClaimAsync(
            tenant, new("engine-1", TimeSpan.FromSeconds(30)), new(int.MaxValue, int.MaxValue, long.MaxValue), target.Now, default).ConfigureAwait(false);
        if (workItem is null)
        {
            return "no work item";
        }

        await target.Store.CommitAsync(new CommitRequest.Claimed(workItem.Lease, ids, workItem.Success(target.Now, [.. writes])), default).ConfigureAwait(false);
        await target.Store.ReleaseAsync(workItem.Lease, failedOperation: null, default).ConfigureAwait(false);
        return "written";
    }

    public override string ToString() => $"write to {tenant}: {string.Join(", ", writes.Select(Describe))}";

    private static string Describe(ImageWrite write) => write.Image is { } image
        ? $"put r{image.Revision} {image.Lang} {image.CreatedAt:o} {image.UpdatedAt:o} {Encoding.UTF8.GetString(image.Json.Span)}"
        : $"delete {write.Id}";
}
