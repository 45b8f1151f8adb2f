using Wesog.Operations;

namespace Wesog.Core.Tests.Model;

/// <summary>One submission of a random history.</summary>
internal sealed record ModelOperation(bool Strict, bool Subset, bool Urgent, IReadOnlyList<ImageItem> Items)
{
    /// <summary>What the only item, which has no id, applies to; null for a batch.</summary>
    public ModelQuery? Query { get; init; }

    public ImageEdit Edit => Items[0] is ImageItem.Modify { Change: var change }
        ? new ImageEdit.Modify(Query!.Formula, change) { ExpectedCount = Query.ExpectedCount }
        : new ImageEdit.Delete(Query!.Formula) { ExpectedCount = Query.ExpectedCount };

    public SubmitOptions Options => new() { Strict = Strict, Subset = Subset, Urgent = Urgent };

    public ImageBatch Batch => new(Items);

    public Task<Submission> SubmitAsync(
        IImageOperationService operations, string tenant, SubmitOptions? options = null, CancellationToken cancellationToken = default) => Query is null
        ? operations.SubmitAsync(tenant, Batch, options ?? Options, cancellationToken)
        : operations.SubmitAsync(tenant, Edit, options ?? Options, cancellationToken);

    public Task<Operation> SubmitAndWaitAsync(
        IImageOperationService operations, string tenant, SubmitOptions? options = null, CancellationToken cancellationToken = default) => Query is null
        ? operations.SubmitAndWaitAsync(tenant, Batch, options ?? Options, cancellationToken)
        : operations.SubmitAndWaitAsync(tenant, Edit, options ?? Options, cancellationToken);

    public Task<ValidationResult> ValidateAsync(IImageOperationService operations, string tenant) => Query is null
        ? operations.ValidateAsync(tenant, Batch, Options)
        : operations.ValidateAsync(tenant, Edit, Options);

    public override string ToString() =>
        $"{(Strict ? "strict" : "relaxed")}{(Subset ? " subset" : "")}{(Urgent ? " urgent" : "")} {Query}\n    {string.Join("\n    ", Items.Select(Describe))}\n";

    private static string Describe(ImageItem item) => $"{DescribeChange(item)} if {NaiveModel.RevisionOf(item)} {item.Precondition}";

    private static string DescribeChange(ImageItem item) => item switch
    {
        ImageItem.Add add => $"add {add.Image.Id} title={add.Image.Title} lang={add.Image.Lang} keywords={add.Image.Keywords}",
        ImageItem.Replace put => $"replace {put.Image.Id} title={put.Image.Title} lang={put.Image.Lang} keywords={put.Image.Keywords}",
        ImageItem.Modify patch => $"modify {patch.Change.Id} title={patch.Change.Title} lang={patch.Change.Lang} keywords={patch.Change.Keywords.List} {patch.Change.Keywords.Edit}",
        _ => item.ToString(),
    };
}
