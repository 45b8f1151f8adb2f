using Wesog.Catalog;
using Wesog.Storage;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class ListImages(string tenant, ImagePageRequest request) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        var page = await target.Store.ListImagesAsync(tenant, request, default);
        return $"{ResultText.Of(page.Images)}{(page.HasMore ? " and more" : "")} of {page.Count}";
    }

    public override string ToString() => $"list images of {tenant}: {request}";
}
