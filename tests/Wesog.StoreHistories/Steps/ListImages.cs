using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class ListImages(string tenant, long offset, int limit) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        var page = await side.Store.ListImagesAsync(tenant, offset, limit, default);
        return $"{Answers.Of(page.Images)} of {page.Count}";
    }

    public override string ToString() => $"list {limit} images of {tenant} from {offset}";
}
