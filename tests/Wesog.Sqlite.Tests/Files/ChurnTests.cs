using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Files;

public sealed class ChurnTests
{
    [Fact]
    public async Task A_file_whose_images_come_and_go_does_not_grow()
    {
        await using var open = await OpenStore.NewAsync();
        var random = new Random(1);
        var maxPages = 0L;
        for (var round = 0; round < 40; round++)
        {
            var ids = Enumerable.Range(0, 400).Select(_ => $"i{random.Next():x8}").Distinct().ToArray();
            await open.WriteAsync(SamplePlans.Puts(ids.Select(id => SampleImages.Image(id, new string('t', random.Next(900))))));
            await open.WriteAsync(SamplePlans.Deletes(ids));
            await open.Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, 0, 100), default);
            var pages = await open.Store.Session.Readers.ReadAsync(new(), connection => connection.Number("PRAGMA page_count"), default);
            maxPages = round < 5 ? Math.Max(maxPages, pages) : maxPages;

            Assert.True(round < 5 || pages <= maxPages * 11 / 10, $"{pages} pages in round {round}; the first five rounds needed at most {maxPages}.");
        }

        Consistency.Check(open.Path);
    }
}
