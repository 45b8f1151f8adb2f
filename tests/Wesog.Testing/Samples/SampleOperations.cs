using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>
/// Creates new operations: <c>SampleOperations.Add("a", "b").Urgent().WithKey("k")</c>. By default they are strict, not urgent,
/// without a key, for <see cref="Tenant"/>, and created at <see cref="Created"/>.
/// </summary>
public static class SampleOperations
{
    /// <summary>The default tenant.</summary>
    public const string Tenant = "acme";

    /// <summary>The default creation time: 1 January 2026, 11:59 UTC.</summary>
    public static DateTimeOffset Created { get; } = new(2026, 1, 1, 11, 59, 0, TimeSpan.Zero);

    /// <summary>Creates an operation that adds images.</summary>
    public static NewOperation Add(params string[] ids) =>
        Of(OperationMethod.Add, ids, (id, position) => new(position, ItemMethod.Add, id, Language.Es, SampleImages.Json(id)));

    /// <summary>Creates an operation that replaces images.</summary>
    public static NewOperation Replace(params string[] ids) =>
        Of(OperationMethod.Update, ids, (id, position) => new(position, ItemMethod.Replace, id, Language.Es, SampleImages.Json(id)));

    /// <summary>Creates an operation that deletes images.</summary>
    public static NewOperation Delete(params string[] ids) =>
        Of(OperationMethod.Delete, ids, (id, position) => new(position, ItemMethod.Delete, id, null, default));

    /// <summary>Creates an edit by query, which has no items until it runs.</summary>
    public static NewOperation Edit(string formula, ItemMethod method = ItemMethod.Delete)
    {
        var operation = Of(method == ItemMethod.Delete ? OperationMethod.Delete : OperationMethod.Update).With(operation => operation with { Query = formula });
        var json = method == ItemMethod.Delete ? default : """{"title":"edited","keywords":{"remove":["a"],"add":["\u00e9"]}}"""u8.ToArray();
        return operation with { Payload = operation.Payload with { Edit = new(formula, ExpectedCount: 2, method, method == ItemMethod.Delete ? null : Language.Ru, json) } };
    }

    /// <summary>
    /// Creates an operation that adds images with JSON of the given size, mostly a title that does not compress.
    /// </summary>
    public static NewOperation AddLarge(int items, int bytesEach)
    {
        var random = new Random(items);
        return Of(
            OperationMethod.Add,
            [.. Enumerable.Range(0, items).Select(i => $"large-{i}")],
            (id, position) => new(position, ItemMethod.Add, id, Language.Es, LargeJson(random, id, bytesEach)));
    }

    /// <summary>Creates an operation with the given items.</summary>
    public static NewOperation Of(OperationMethod method, params IReadOnlyList<BatchItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var operation = new Operation
        {
            Tenant = Tenant,
            Method = method,
            Total = items.Count,
            Modes = new(Strict: true, Subset: false, Urgent: false, Wait: false),
            CreatedAt = Created,
        };
        return new(operation, new(items, ItemErrors.None, Language.En), Key: null);
    }

    private static NewOperation Of(OperationMethod method, string[] ids, Func<string, int, BatchItem> item) =>
        Of(method, [.. ids.Select(item)]);

    private static ReadOnlyMemory<byte> LargeJson(Random random, string id, int bytes) =>
        SampleImages.Json(id, random.GetString("abcdefghijklmnopqrstuvwxyz0123456789", bytes - SampleImages.Json(id, string.Empty).Length));
}
