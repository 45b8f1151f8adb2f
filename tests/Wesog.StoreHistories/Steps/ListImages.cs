using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class ListImages(string tenant, long offset, int limit) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        var page = await target.Store.ListImagesAsync(tenant, offset, limit, default);
        return $"{ResultText.Of(page.Images)} of {page.Count}";
    }

    public override string ToString() => $"list {limit} images of {tenant} from {offset}";
}
