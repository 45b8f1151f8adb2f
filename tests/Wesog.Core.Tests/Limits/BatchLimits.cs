using System.Text;
using Wesog.Core.Tests.Engine;
using Wesog.Core.Tests.Serialization;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Limits;

/// <summary>Limits of a batch, of its listed errors, and of keys and tenant names.</summary>
internal static class BatchLimits
{
    private const int MaxNesting = 64;

    public static IEnumerable<LimitRow> Rows =>
    [
        new("Limits.MaxBatchItems", "items", 10_000, 3, "too_large", TryItemsAsync),
        new("Limits.MaxBodyBytes", "bytes of a body", 64L << 20, 100, "too_large", TryBytesAsync),
        new("Limits.MaxErrors", "errors of a rejection", 1_000, 3, "truncated", TryRejectedAsync),
        new("Limits.MaxErrors", "errors of an operation", 1_000, 3, "truncated", TryFailedAsync),
        new(null, "nesting", MaxNesting, null, "malformed_json", TryNestedAsync),
        new(null, "characters of an idempotency key", 255, null, "invalid_key", (_, length) => TryKeyAsync(new string('k', (int)length))),
        new(null, "characters of an idempotency key, astral", 0, null, "invalid_key", (_, count) => TryKeyAsync("k" + string.Concat(Enumerable.Repeat("\U0001F6F6", (int)count)))),
        new(null, "the first character of an idempotency key", -' ', null, "invalid_key", (_, character) => TryKeyAsync($"{(char)-character}")),
        new(null, "the last character of an idempotency key", '~', null, "invalid_key", (_, character) => TryKeyAsync($"{(char)character}")),
        new(null, "characters of a tenant", 255, null, "argument", (_, length) => TryTenantAsync(new string('t', (int)length))),
        new(null, "characters of a tenant, astral", 255, null, "argument", (_, length) => TryTenantAsync($"t{string.Concat(Enumerable.Repeat("\U0001F6F6", 127))}"[..Math.Min(255, (int)length)] + new string('t', Math.Max(0, (int)length - 255)))),
    ];

    private static Task<string> TryItemsAsync(WesogOptions options, long count)
    {
        var ids = Enumerable.Range(0, (int)count).Select(i => $"\"{i}\"").ToList();
        var delete = ItemMethod.Delete;
        return AttemptOutcome.OfAllAsync(
            () => AttemptOutcome.OfAsync(() => Batches.ReadAsync($"[{string.Join(',', ids)}]", BatchForm.Array(delete), options)),
            () => AttemptOutcome.OfAsync(() => Batches.ReadAsync(string.Join('\n', ids), BatchForm.Lines(delete), options)),
            () => AttemptOutcome.OfAsync(() => Task.FromResult(Batches.Encode(TestBatches.Add((int)count), options))),
            () => AttemptOutcome.OfAsync(() => Batches.ReadAsync($"[{string.Join(',', ids)}]", BatchForm.Array(ItemMethod.Add), options, new() { Subset = true })));
    }

    private static Task<string> TryBytesAsync(WesogOptions options, long length)
    {
        var (array, lines) = (new byte[length], new byte[length]);
        array.AsSpan().Fill((byte)' ');
        lines.AsSpan().Fill((byte)'\n');
        "[\"1\"]"u8.CopyTo(array);
        "\"1\""u8.CopyTo(lines);
        return AttemptOutcome.OfAllAsync(
            () => AttemptOutcome.OfAsync(() => Batches.ReadAsync(array, BatchForm.Array(ItemMethod.Delete), options)),
            () => AttemptOutcome.OfAsync(() => Batches.ReadAsync(lines, BatchForm.Lines(ItemMethod.Delete), options)));
    }

    private static async Task<string> TryRejectedAsync(WesogOptions options, long count)
    {
        var batch = await Batches.ReadAsync($"[{string.Join(',', Enumerable.Repeat("{}", (int)count - 1).Append("7"))}]", BatchForm.Array(ItemMethod.Delete), options);
        Assert.Equal(count, batch.ItemErrors.Count);
        Assert.Equal(Math.Min(count, options.Limits.MaxErrors), batch.ItemErrors.Errors.Count);
        return batch.ItemErrors.Truncated ? "truncated" : "";
    }

    private static async Task<string> TryFailedAsync(WesogOptions options, long count)
    {
        await using var engine = await ImageEngine.StartNewAsync(options: options);
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add((int)count));
        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add((int)count));
        Assert.Equal(count, end.Bad);
        Assert.Equal(Math.Min(count, options.Limits.MaxErrors), end.Errors.Count);
        return end.ErrorsTruncated ? "truncated" : "";
    }

    // The array of the batch is level one, and the item is level two.
    private static Task<string> TryNestedAsync(WesogOptions options, long depth)
    {
        var value = new StringBuilder().Insert(0, "[", (int)depth - 2).Append(']', (int)depth - 2);
        return AttemptOutcome.OfAllAsync(
            () => AttemptOutcome.OfAsync(() => Batches.ReadAsync($"[{{\"revision\":{value},\"id\":\"a\"}}]", BatchForm.Array(ItemMethod.Modify), options)),
            () => AttemptOutcome.OfAsync(() => Batches.ReadAsync($"[{{\"x\":{value},\"id\":\"a\"}}]", BatchForm.Array(ItemMethod.Modify), options)),
            () => AttemptOutcome.OfAsync(() => Batches.ReadAsync($"{{\"x\":[{value}]}}", BatchForm.Lines(ItemMethod.Modify), options)));
    }

    private static Task<string> TryKeyAsync(string key) => AttemptOutcome.OfAsync(async () =>
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"), new() { IdempotencyKey = key });
    });

    private static Task<string> TryTenantAsync(string tenant) => AttemptOutcome.OfAsync(async () =>
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await engine.Operations.SubmitAndWaitAsync(tenant, TestBatches.Add("a"));
        await engine.Images.GetAsync(tenant, "a");
    });
}
