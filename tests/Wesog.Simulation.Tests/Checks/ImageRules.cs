using Wesog.Core.Tests.Model;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>
/// Checks <c>docs/specification.md</c>, section "Batches": images change only when operations finish. A naive model executes
/// the finished operations in the same order.
/// </summary>
internal sealed class ImageRules(Action<string> violate, EngineLimits limits, int maxListEntries)
{
    private readonly NaiveModel _model = new(limits.MaxBatchItems, maxListEntries);
    private Dictionary<string, StoredImage> _before = [];
    private bool _modelChanged;

    public void Apply(Operation operation, AcceptedOperation accepted)
    {
        var verdict = NaiveVerdict.Of(operation);
        if (operation.IsPoisoned)
        {
            if (accepted.Failures < limits.MaxAttempts - 1 || !FailedWith(ErrorCodes.Poisoned, operation))
            {
                violate($"Operation {operation.Id} is poisoned after {accepted.Failures} failures: {verdict}");
            }

            return;
        }

        if (operation.IsDamaged && !FailedWith(ErrorCodes.Damaged, operation))
        {
            violate($"Operation {operation.Id} failed because of damage: {verdict}");
        }

        if (operation.IsDamaged != accepted.NeedsDamage)
        {
            violate($"Operation {operation.Id} {(accepted.NeedsDamage ? "needs" : "does not need")} damaged data and finished as {verdict}");
        }

        if (operation.IsDamaged)
        {
            return;
        }

        _modelChanged = true;
        var expected = _model.Apply(accepted.Request.Content);
        var listed = expected.WithFirst(limits.MaxErrors);
        if (!listed.Equals(verdict) || operation.ErrorsTruncated != expected.Errors.Count > limits.MaxErrors)
        {
            violate($"Operation {operation.Id} finished as {verdict}; the model returned {listed}.");
        }
    }

    public void Check(SortedDictionary<string, StoredImage> images)
    {
        if (!_modelChanged
            && images.Count == _before.Count
            && images.All(image => ReferenceEquals(_before.GetValueOrDefault(image.Key), image.Value)))
        {
            return;
        }

        var isSame = images.Count == _model.Images.Count && images.All(
            image => _model.Images.TryGetValue(image.Key, out var expected) && IsSame(image.Value, expected));
        if (!isSame)
        {
            var expected = _model.Images.Values.OrderBy(image => image.Image.Id, StringComparer.Ordinal);
            violate(
                $"Images are {Describe(images.Values.Select(image => (image.Revision, image.ToImage())))}; "
                + $"the model has {Describe(expected.Select(image => (image.Revision, image.Image)))}.");
        }

        (_before, _modelChanged) = (new(images), false);
    }

    // Each item has the error. The items of an edit by query are not known, so that it fails as a whole.
    private static bool FailedWith(string code, Operation operation) => operation.Query is null
        ? operation is { Good: 0, Failure: null, ErrorCounts: [{ Field: null } all] } && all.Code == code && (all.Count, operation.Bad) == (operation.Total, operation.Total)
        : operation is { Total: 0, Errors: [], ErrorCounts: [], Failure: { } failure } && failure.Code == code;

    private static bool IsSame(StoredImage image, NaiveImage expected) =>
        image.Revision == expected.Revision
        && image.UpdatedAt >= image.CreatedAt
        && image.ToImage() == expected.Image;

    private static string Describe(IEnumerable<(long Revision, Image Image)> images) => string.Join(
        ", ",
        from one in images
        select $"{one.Image.Id} {one.Image.Src} \"{one.Image.Title}\" {one.Image.Nsfw} [{one.Image.Keywords}] revision {one.Revision}");
}
