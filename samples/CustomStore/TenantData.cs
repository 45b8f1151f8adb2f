using System.Collections.Immutable;
using Wesog.Images;

namespace Wesog.Samples.CustomStore;

/// <summary>The data of a tenant at one moment. Immutable: a reader that has one sees nothing of later changes.</summary>
internal sealed record TenantData
{
    public static TenantData Empty { get; } = new();

    public ImmutableSortedDictionary<string, StoredImage> Images { get; private init; } =
        ImmutableSortedDictionary.Create<string, StoredImage>(CodePointComparer.Instance);

    /// <summary>The operations by number, newest first.</summary>
    public ImmutableSortedDictionary<long, OperationRow> Operations { get; private init; } =
        ImmutableSortedDictionary.Create<long, OperationRow>(Comparer<long>.Create((x, y) => y.CompareTo(x)));

    /// <summary>The numbers of the operations by idempotency key.</summary>
    public ImmutableDictionary<string, long> Keys { get; private init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>The last assigned number; 0 if the tenant has had no operation.</summary>
    public long LastNumber { get; private init; }

    public byte[] ClockState { get; private init; } = [];

    /// <summary>The value of <see cref="TenantQueue.Running"/>.</summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Running { get; init; } = ImmutableDictionary<long, DateTimeOffset>.Empty;

    // An operation is in this object only once it is in the queue, so each is visible.
    private QueueView View => new(Running, Newest: long.MaxValue);

    public IReadOnlyList<StoredImage> FindImages(IReadOnlyCollection<string> ids) =>
        [.. ids.Select(id => Images.GetValueOrDefault(id)).OfType<StoredImage>()];

    public Operation? FindOperation(long number) => Operations.TryGetValue(number, out var row) ? View.Project(row.Operation) : null;

    public IReadOnlyList<Operation> ListOperations(OperationQuery query) => View.List(Operations.Values.Select(row => row.Operation), query);

    /// <summary>Returns the data after a change.</summary>
    public TenantData With(Change change) => this with
    {
        Images = Images
            .RemoveRange(change.Images.Where(write => write.Image is null).Select(write => write.Id))
            .SetItems(change.Images.Where(write => write.Image is not null).Select(write => KeyValuePair.Create(write.Id, write.Image!))),
        Operations = Operations
            .SetItems(change.Operations.Select(row => KeyValuePair.Create(row.Operation.Id, row)))
            .RemoveRange(change.Removed),
        Keys = Keys
            .SetItems(change.Operations.Where(row => row.Key is not null).Select(row => KeyValuePair.Create(row.Key!.Key, row.Operation.Id)))
            .RemoveRange(change.Removed.Select(number => Operations[number].Key?.Key).OfType<string>()),
        LastNumber = change.Operations.Select(row => row.Operation.Id).Append(change.LastNumber).Append(LastNumber).Max(),
        ClockState = change.ClockState ?? ClockState,
    };

    /// <summary>Returns the changes that lead from <see cref="Empty"/> to this data.</summary>
    public IEnumerable<Change> Describe(string tenant) =>
    [
        new(tenant) { LastNumber = LastNumber, ClockState = ClockState },
        .. Images.Values.Chunk(100).Select(images => new Change(tenant) { Images = [.. images.Select(image => new ImageWrite(image.Id, image))] }),
        .. Operations.Values.Select(row => new Change(tenant) { Operations = [row] }),
    ];
}
