using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class FindImages(string tenant, IReadOnlyList<string> ids) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed) => ResultText.Of(
        (await target.Store.FindImagesAsync(tenant, ids, default)).OrderBy(image => image.Id, StringComparer.Ordinal));

    public override string ToString() => $"find {string.Join(", ", ids)} of {tenant}";
}
