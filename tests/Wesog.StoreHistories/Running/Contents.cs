using System.Text;
using Wesog.Storage;

namespace Wesog.StoreHistories.Running;

/// <summary>All that can be read of a store, in words.</summary>
public static class Contents
{
    public static async Task<string> OfAsync(IImageStore store, bool finishedOnly = false)
    {
        var text = new StringBuilder();
        foreach (var tenant in Names.Tenants)
        {
            var page = await store.ListImagesAsync(tenant, 0, 10_000, default).ConfigureAwait(false);
            var found = await store.FindImagesAsync(tenant, Names.Images, default).ConfigureAwait(false);
            text.AppendLine($"{tenant}: {page.Count} images {Answers.Of(page.Images)}");
            text.AppendLine($"  found {Answers.Of(found.OrderBy(image => image.Id, StringComparer.Ordinal))}");
            var listed = await store.ListOperationsAsync(tenant, new() { Limit = 1_000, MaxErrors = 1_000 }, default).ConfigureAwait(false);
            foreach (var operation in listed.Where(operation => operation.IsFinished || !finishedOnly))
            {
                var alone = await store.GetOperationAsync(tenant, operation.Id, default).ConfigureAwait(false);
                text.AppendLine($"  {Answers.Of(operation)}");
                text.AppendLine(Answers.Of(alone) == Answers.Of(operation) ? "" : $"  alone it is {Answers.Of(alone)}");
            }
        }

        return text.AppendLine(await BacklogsAsync(store).ConfigureAwait(false)).ToString();
    }

    public static async Task<string> BacklogsAsync(IImageStore store)
    {
        var backlogs = await store.ListBacklogsAsync(default).ConfigureAwait(false);
        return string.Join(
            ", ",
            backlogs.OrderBy(backlog => backlog.Tenant, StringComparer.Ordinal).Select(backlog => $"{backlog.Tenant}: {backlog.Operations} waiting"));
    }

    /// <summary>The finished operations of each tenant, the first to finish first.</summary>
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
