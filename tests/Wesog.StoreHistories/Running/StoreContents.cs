using System.Text;
using Wesog.Storage;

namespace Wesog.StoreHistories.Running;

/// <summary>Formats everything that can be read from a store as text.</summary>
public static class StoreContents
{
    public static async Task<string> OfAsync(IImageStore store, bool finishedOnly = false)
    {
        var text = new StringBuilder();
        foreach (var tenant in Names.Tenants)
        {
            var page = await store.ListImagesAsync(tenant, new() { Limit = 10_000 }, default).ConfigureAwait(false);
            var found = await store.FindImagesAsync(tenant, Names.Images, default).ConfigureAwait(false);
            text.AppendLine($"{tenant}: {page.Count} images {ResultText.Of(page.Images)}");
            text.AppendLine($"  found {ResultText.Of(found.OrderBy(image => image.Id, StringComparer.Ordinal))}");
            var listed = await store.ListOperationsAsync(tenant, new() { Limit = 1_000, MaxErrors = 1_000 }, default).ConfigureAwait(false);
            foreach (var operation in listed.Where(operation => operation.IsFinished || !finishedOnly))
            {
                var alone = await store.GetOperationAsync(tenant, operation.Id, default).ConfigureAwait(false);
                text.AppendLine($"  {ResultText.Of(operation)}");
                text.AppendLine(ResultText.Of(alone) == ResultText.Of(operation) ? "" : $"  a single read returns {ResultText.Of(alone)}");
            }
        }

        return text.AppendLine(await BacklogsAsync(store).ConfigureAwait(false)).ToString();
    }

    public static async Task<string> BacklogsAsync(IImageStore store)
    {
        var backlogs = await store.ListBacklogsAsync(default).ConfigureAwait(false);
        return string.Join(
            ", ",
            backlogs.OrderBy(backlog => backlog.Tenant, StringComparer.Ordinal).Select(backlog => $"{backlog.Tenant}: {backlog.Operations} in the backlog"));
    }

    /// <summary>Returns the finished operations of each tenant, earliest finished first.</summary>
    public static async Task<IReadOnlyDictionary<string, long[]>> FinishedAsync(IImageStore store)
    {
        var finished = new Dictionary<string, long[]>();
        foreach (var tenant in Names.Tenants)
        {
            var listed = await store.ListOperationsAsync(tenant, new() { Limit = 1_000, MaxErrors = 0 }, default).ConfigureAwait(false);
            finished[tenant] =
            [
                .. listed.Where(operation => operation.IsFinished)
                    .OrderBy(operation => operation.FinishedAt).ThenBy(operation => operation.Id).Select(operation => operation.Id),
            ];
        }

        return finished;
    }
}
