using System.Text;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

/// <summary>An invalid item needs memory in proportion to its bytes, whatever its number of members.</summary>
/// <remarks>Reading completes synchronously, so the allocations of the thread are all allocations.</remarks>
public sealed class InvalidItemMemoryTests
{
    private const int Members = 100_000;
    private const int Factor = 5;

    [Fact]
    public void Unlisted_unknown_members_need_no_memory() => AssertCheap(SubmitOptions.Default);

    [Fact]
    public void The_hash_of_an_invalid_item_needs_no_memory_per_member() => AssertCheap(new() { Subset = true, IdempotencyKey = "k" });

    private static void AssertCheap(SubmitOptions options)
    {
        var item = $"{{{string.Join(',', Enumerable.Range(0, Members).Select(i => $"\"k{i % 10}\":1"))}}}";
        var mixed = $"{{\"image\":{item},{item[1..]}";
        foreach (var (form, json) in new[]
        {
            (BatchForm.Array(ItemMethod.Add), $"[{item}]"), (BatchForm.Lines(ItemMethod.Delete), item), (BatchForm.One(ItemMethod.Modify, "a"), item),
            (BatchForm.MixedArray, $"[{mixed}]"),
        })
        {
            var body = Encoding.UTF8.GetBytes(json);
            var taken = Measure(body, form, options);
            Assert.True(taken < Factor * body.Length, $"{taken} bytes were allocated for {body.Length} of {form}.");
        }
    }

    private static long Measure(byte[] body, BatchForm form, SubmitOptions options)
    {
        var settings = new WesogOptions();
        settings.Limits.MaxErrors = 10;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = Batches.ReadAsync(body, form, settings, options);
        Assert.True(reading.IsCompletedSuccessfully);
        Assert.Equal(1, reading.Result.ItemErrors.Count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
