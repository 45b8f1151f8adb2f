using System.Text;
using Wesog.Core.Tests.Engine;
using Wesog.Core.Tests.Serialization;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Storage.InMemory;

namespace Wesog.Core.Tests.Validation;

/// <summary>Errors are counted exactly by code and member, including errors that are not listed.</summary>
public sealed class ErrorCountTests
{
    private static readonly WesogOptions FewErrors = new() { Limits = { MaxErrors = 2 } };

    [Fact]
    public async Task A_rare_error_is_counted_among_thousands_of_others()
    {
        var items = Enumerable.Range(0, 6_000).Select(i => i == 4_321
            ? """{"id":"x","src":"http://a/","nsfw":7}"""
            : $$"""{"id":"i{{i}}","src":"http://a/","date":"x"}""");

        var batch = await Batches.ReadAsync($"[{string.Join(',', items)}]");

        Assert.True(batch.ItemErrors.Truncated);
        Assert.Equal(["5999*invalid_date@date", "1*invalid_type@nsfw"], Describe(batch.ItemErrors.ErrorCounts));
    }

    [Fact]
    public async Task Entries_count_under_the_name_of_their_list_and_a_value_can_have_several_errors()
    {
        var tooLong = $"ftp:{new string('x', 3_000)}";
        var body = $$"""
            [
                {"id":"a","src":"http://a/","keywords":["", null, "x", "", {{string.Join(',', Enumerable.Repeat("\"y\"", 1_000))}}]},
                {"id":"b","src":"{{tooLong}}","collections":[""]},
                7
            ]
            """;

        var counts = Describe((await Batches.ReadAsync(body, options: FewErrors)).ItemErrors.ErrorCounts);

        Assert.Equal(
            [
                "2*empty@keywords", "1*empty@collections", "1*invalid_type@", "1*invalid_type@keywords", "1*invalid_url@src", "1*too_long@src",
                "1*too_many@keywords",
            ],
            counts);
    }

    [Fact]
    public async Task Objects_and_json_have_equal_counts()
    {
        var image = new Image { Id = " a", Src = "x", Keywords = ["", "\uD800", ""] };
        var json = Encoding.UTF8.GetBytes("""[{"id":" a","src":"x","keywords":["","\ud800",""]}]""");

        var counts = Describe(Batches.Encode(new ImageBatch().Add(image), FewErrors).ItemErrors.ErrorCounts);

        Assert.Equal(["2*empty@keywords", "1*invalid_text@id", "1*invalid_text@keywords", "1*invalid_url@src"], counts);
        Assert.Equal(counts, Describe((await Batches.ReadAsync(json, options: FewErrors)).ItemErrors.ErrorCounts));
    }

    [Fact]
    public async Task An_item_that_is_split_between_chunks_counts_once()
    {
        var body = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("""{"id":"","src":"","titel":1,"Titel":2,"nsfw":"x"}""", 7)) + "]");
        for (var chunkSize = 1; chunkSize <= 64; chunkSize++)
        {
            var batch = await Batches.ReadAsync(body, options: FewErrors, chunkSize: chunkSize);
            Assert.Equal(
                ["7*empty@id", "7*empty@src", "7*invalid_type@nsfw", "7*unknown_field@Titel", "7*unknown_field@titel"],
                Describe(batch.ItemErrors.ErrorCounts));
        }
    }

    [Fact]
    public async Task Unknown_members_are_counted_by_name_up_to_a_limit_and_together_beyond_it()
    {
        var one = string.Join(',', Enumerable.Range(0, 40_000).Select(i => $"\"n{i}\":1"));
        var two = string.Join(',', Enumerable.Range(0, 90).Select(i => $"\"n{39_999 - i}\":1").Append("\"n7\":1"));

        foreach (var chunkSize in (int[])[1 << 16, 1 << 12])
        {
            var batch = await Batches.ReadAsync(
                Encoding.UTF8.GetBytes($"[{{{one}}},{{{two}}},{{\"n99\":1}}]"), options: FewErrors, chunkSize: chunkSize);

            var counts = batch.ItemErrors.ErrorCounts.Where(count => count.Code == ErrorCodes.UnknownField).ToList();
            Assert.Equal(101, counts.Count);
            Assert.Equal(40_000 + 91 + 1, counts.Sum(count => count.Count));
            Assert.Equal((40_000 - 100 + 90, null), (counts[0].Count, counts[0].Field));
            Assert.Equal(["n7", "n99"], counts.Where(count => count.Count == 2).Select(count => count.Field));
            Assert.All(Enumerable.Range(0, 100), i => Assert.Contains(counts, count => count.Field == $"n{i}"));
        }
    }

    [Fact]
    public async Task Any_number_of_unknown_names_needs_limited_memory()
    {
        const int Names = 20_000;
        const int Bound = 100_000;
        var (_, counts) = await ReadUnknownAsync(i => 10_000 + i);

        // Several rounds, because other threads and the collector can take the pooled arrays of one.
        var (one, many) = (await LeastAsync(_ => 10_000), await LeastAsync(i => 10_000 + i));
        Assert.True(many < one + Bound, $"{many} bytes were allocated for {Names} names, {one} for one name.");
        Assert.InRange(counts.Count, 100, 110);
        Assert.Equal(Names, counts.Where(count => count.Code == ErrorCodes.UnknownField).Sum(count => count.Count));
        Assert.All(counts, count => Assert.InRange(count.Field?.Length ?? 0, 0, 61));

        static async Task<long> LeastAsync(Func<int, int> nameOf)
        {
            var least = long.MaxValue;
            for (var round = 0; round < 5; round++)
            {
                least = Math.Min(least, (await ReadUnknownAsync(nameOf)).Allocated);
            }

            return least;
        }

        // Reading completes synchronously, so the allocations of the thread are all allocations.
        static async Task<(long Allocated, IReadOnlyList<ErrorCount> Counts)> ReadUnknownAsync(Func<int, int> nameOf)
        {
            var members = Enumerable.Range(0, Names).Select(i => $"\"{nameOf(i)}{new string('ü', 100)}\\u0007\":1");
            var body = Encoding.UTF8.GetBytes($"[{{{string.Join(',', members)}}}]");
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reading = Batches.ReadAsync(body, options: FewErrors);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(reading.IsCompletedSuccessfully);
            return (allocated, (await reading).ItemErrors.ErrorCounts);
        }
    }

    [Fact]
    public async Task A_rejection_has_the_counts()
    {
        await using var engine = await ImageEngine.StartNewAsync(options: FewErrors);
        var batch = new ImageBatch().Add(Enumerable.Range(0, 5).Select(i => new Image { Id = $"i{i}", Src = "x", Title = i == 3 ? "\0" : null }));

        var exception = await Assert.ThrowsAsync<InvalidImagesException>(() => engine.Operations.SubmitAsync("t", batch));

        Assert.Equal(["5*invalid_url@src", "1*invalid_text@title"], Describe(exception.ItemErrors.ErrorCounts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_subset_counts_errors_of_values_and_of_ids_together(bool isAwaited)
    {
        await using var engine = await ImageEngine.StartNewAsync(options: FewErrors);
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add(3));
        var batch = TestBatches.Add(5).Add(new Image { Id = "x", Src = "x" }).Modify(new ImageChange { Id = "none", Title = "t" })
            .Add(Enumerable.Range(0, 4).Select(i => new Image { Id = $"y{i}", Src = "x" }));

        var end = await ExecuteAsync(engine, batch, isAwaited);

        Assert.Equal((OperationState.Partial, 2, 9, 2, true), (end.State, end.Good, end.Bad, end.Errors.Count, end.ErrorsTruncated));
        Assert.Equal(["5*invalid_url@src", "3*id_exists@", "1*id_missing@"], Describe(end.ErrorCounts));
        var listed = (await engine.Operations.ListAsync("t", new() { Limit = 1, MaxErrors = 1 }))[0];
        Assert.Equal((1, 3), (listed.Errors.Count, listed.ErrorCounts.Count));
    }

    [Fact]
    public async Task An_operation_without_errors_has_no_counts()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        Assert.Empty((await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"))).ErrorCounts);
    }

    [Fact]
    public async Task A_poisoned_operation_counts_every_item()
    {
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System))
        {
            BeforeCommit = (_, ids) =>
            {
                if (ids.Count > 0)
                {
                    throw new InvalidDataException("An internal error.");
                }
            },
        };
        await using var engine = await ImageEngine.StartNewAsync(store, FewErrors);

        var end = await ExecuteAsync(engine, TestBatches.Add(5).Add(new Image { Id = "x", Src = "x" }), isAwaited: false);

        Assert.True(end.IsPoisoned);
        Assert.Equal(["6*poisoned@"], Describe(end.ErrorCounts));
    }

    private static async Task<Operation> ExecuteAsync(ImageEngine engine, ImageBatch batch, bool isAwaited)
    {
        var options = new SubmitOptions { Subset = true, Wait = isAwaited };
        var (operation, _) = await engine.Operations.SubmitAsync("t", batch, options);
        return (await engine.Operations.WaitAsync("t", operation.Id, Timeout.InfiniteTimeSpan))!;
    }

    private static string[] Describe(IEnumerable<ErrorCount> counts) => [.. counts.Select(count => $"{count.Count}*{count.Code}@{count.Field}")];
}
