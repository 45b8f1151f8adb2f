using System.Collections;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Planning;

/// <summary>The distinct ids of the images that operations name. Computed on first use, because the in-memory store does not need them.</summary>
internal sealed class NamedImages(IReadOnlyList<ClaimedOperation.Intact> operations) : IReadOnlyCollection<string>
{
    private HashSet<string>? _ids;

    public int Count => Ids.Count;

    private HashSet<string> Ids => _ids ??= operations
        .SelectMany(operation => operation.Payload.Items)
        .Select(item => item.ImageId)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether every item is a strict add, as in most uploads, so that probably none of the images exists. A relaxed add often overwrites.
    /// </summary>
    public bool AreExpectedAbsent => operations.All(operation =>
        operation.Operation.Modes.Strict && operation.Payload.Items.All(item => item.Method == ItemMethod.Add));

    public IEnumerator<string> GetEnumerator() => Ids.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
