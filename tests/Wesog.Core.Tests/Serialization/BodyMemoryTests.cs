using System.Text;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

/// <summary>The reader counts the memory of a body before it uses it, and returns that of its buffer.</summary>
public sealed class BodyMemoryTests
{
    private const int MostOfItem = 8 << 20;

    [Fact]
    public async Task A_small_body_counts_nothing()
    {
        var memory = new CountedMemory();
        await ReadAsync(Items(10, 100), memory);
        Assert.Equal((0, 0), (memory.Used, memory.Most));
    }

    [Fact]
    public async Task The_items_stay_counted_after_the_read_and_the_buffer_does_not()
    {
        var memory = new CountedMemory();
        var batch = await ReadAsync(Items(1_000, 1_000), memory);

        var bytes = batch.Items.Sum(item => item.Json.Length);
        Assert.InRange(memory.Used, bytes, bytes * 1.4);
        Assert.InRange(memory.Most - memory.Used, 32 << 10, 256 << 10);
    }

    [Fact]
    public async Task Listed_errors_are_counted()
    {
        var memory = new CountedMemory();
        var batch = await ReadAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("1", 1_000))}]"), memory);
        Assert.Equal(1_000, batch.ItemErrors.Errors.Count);
        Assert.True(memory.Used > batch.ItemErrors.Errors.Sum(error => 2L * error.Message.Length), $"{memory.Used} bytes were counted.");
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task An_exception_of_the_counter_ends_the_read_and_the_buffer_is_returned(int most)
    {
        var memory = new CountedMemory { Limit = most };
        await Assert.ThrowsAsync<InsufficientMemoryException>(() => ReadAsync(Items(5_000, 1_000), memory));
        Assert.InRange(memory.Most, 0, most);

        memory = new CountedMemory { Limit = most };
        await Assert.ThrowsAsync<InsufficientMemoryException>(() => ReadAsync(Encoding.UTF8.GetBytes($"[\"{new string('x', 4 * most)}"), memory));
        Assert.Equal(0, memory.Used);
    }

    [Fact]
    public async Task Malformed_bodies_return_the_buffer()
    {
        var memory = new CountedMemory();
        await Assert.ThrowsAsync<MalformedJsonException>(() => ReadAsync(Encoding.UTF8.GetBytes(new string(' ', 1 << 20) + "x"), memory));
        Assert.Equal(0, memory.Used);
        Assert.InRange(memory.Most, 1, 64 << 10);
    }

    [Theory]
    [InlineData("array", "[\"1\"]", true)]
    [InlineData("array", "[\"1\"]", false)]
    [InlineData("lines", "\"1\"", true)]
    [InlineData("lines", "\"1\"\n", false)]
    [InlineData("one", "{}", true)]
    [InlineData("one", "{}", false)]
    public async Task White_space_outside_items_needs_no_memory(string form, string text, bool isBefore)
    {
        var memory = new CountedMemory();
        var space = new string(' ', 20 << 20);
        var batch = await Reader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(isBefore ? space + text : text + space)), FormOf(form), SubmitOptions.Default, memory);
        Assert.Equal(1, batch.Total);
        Assert.InRange(memory.Most, 1, 64 << 10);
    }

    [Fact]
    public async Task White_space_does_not_move_the_position_of_an_error()
    {
        var text = $"{new string(' ', 200_000)}\n{new string(' ', 100_000)}x";
        foreach (var form in new[] { BatchForm.Array(ItemMethod.Delete), BatchForm.Lines(ItemMethod.Delete) })
        {
            var error = await Assert.ThrowsAsync<MalformedJsonException>(() =>
                Reader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), form, SubmitOptions.Default));
            Assert.Equal((2, 100_001), (error.Line, error.Position));
        }
    }

    [Theory]
    [InlineData("array", "[", "]")]
    [InlineData("lines", "", "")]
    [InlineData("one", "{\"revision\":", "}")]
    public async Task An_item_has_a_largest_size(string form, string before, string after)
    {
        var memory = new CountedMemory();
        var item = Encoding.UTF8.GetBytes($"{before}\"{new string('x', MostOfItem)}\"{after}");
        var refusal = await Assert.ThrowsAsync<BatchTooLargeException>(() => Reader.ReadAsync(new MemoryStream(item), FormOf(form), SubmitOptions.Default, memory));
        Assert.Equal(MostOfItem, refusal.MaxItemBytes);
        Assert.False(refusal.HasTooManyItems);
        Assert.InRange(memory.Most, 1, MostOfItem);

        item = Encoding.UTF8.GetBytes($"{before}\"{new string('x', MostOfItem - 100)}\"{after}");
        Assert.Equal(1, (await Reader.ReadAsync(new MemoryStream(item), FormOf(form), SubmitOptions.Default)).Total);
    }

    [Fact]
    public async Task The_largest_valid_image_is_always_read()
    {
        var options = new WesogOptions();
        options.Images.MaxListEntries = 10_000;
        var entries = $"[{string.Join(',', Enumerable.Repeat($"\"{string.Concat(Enumerable.Repeat("\\u0061", 255))}\"", 10_000))}]";
        var json = $$"""[{"id":"a","src":"http://a/","keywords":{{entries}},"categories":{{entries}},"collections":{{entries}}}]""";
        Assert.True(json.Length > 5 * MostOfItem);
        Assert.Empty((await Batches.ReadAsync(json, options: options)).Errors());
    }

    private static ImageBatchReader Reader => new(new WesogOptions());

    private static Task<ValidatedBatch> ReadAsync(byte[] body, IBodyMemory memory) =>
        Reader.ReadAsync(new MemoryStream(body), Batches.Adds, SubmitOptions.Default, memory);

    private static byte[] Items(int count, int title) => Encoding.UTF8.GetBytes(
        $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"{{i}}","src":"http://a/","title":"{{new string('t', title)}}"}"""))}]");

    private static BatchForm FormOf(string name) => name switch
    {
        "array" => BatchForm.Array(ItemMethod.Delete),
        "lines" => BatchForm.Lines(ItemMethod.Delete),
        _ => BatchForm.One(ItemMethod.Modify, "a"),
    };

    private sealed class CountedMemory : IBodyMemory
    {
        public long Limit { get; init; } = long.MaxValue;

        public long Used { get; private set; }

        public long Most { get; private set; }

        public void Reserve(long bytes)
        {
            Assert.True(bytes > 0);
            if (Used + bytes > Limit)
            {
                throw new InsufficientMemoryException();
            }

            Used += bytes;
            Most = Math.Max(Most, Used);
        }

        public void Release(long bytes)
        {
            Assert.InRange(bytes, 1, Used);
            Used -= bytes;
        }
    }
}
