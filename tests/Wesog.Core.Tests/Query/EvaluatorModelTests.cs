using FsCheck.Fluent;
using Wesog.Query;
using Wesog.Query.Matching;
using Wesog.StoreHistories;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>The evaluator equals a naive one over typed images, on random images and filters.</summary>
public sealed class EvaluatorModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_filters_select_the_images_that_the_model_selects()
    {
        var (matched, all) = (0, 0);
        PropertyCheck.Run(
            output,
            from image in FilterGenerators.Images from filter in FilterGenerators.Filters select (Image: image, Filter: filter),
            pair => FilterGenerators.Shrink(pair.Filter).Select(filter => (pair.Image, filter)),
            pair =>
            {
                var expected = NaiveEvaluator.Matches(pair.Filter, pair.Image);
                Assert.True(
                    expected == pair.Filter.Matches(pair.Image),
                    $"{pair.Filter} must be {expected} for {System.Text.Encoding.UTF8.GetString(pair.Image.Json.Span)}");
                (matched, all) = (matched + (expected ? 1 : 0), all + 1);
            },
            10_000);
        output.WriteLine($"{matched} of {all} matched.");
        Assert.InRange(matched, all / 10, all - (all / 10));
    }

    [Fact]
    public void Evaluating_allocates_nothing()
    {
        ImageFilter[] filters =
        [
            ImageFilter.Parse("author=\"j. m. w. turner\" && date<1900 && keywords:sea,ship && has=title,city && revision>1 && lang:en,es"),
            ImageFilter.Parse("text~\"estaque twice\" && title~~~\"of l estaque\" && caption==x || created_at>2020"),
            ImageFilter.Parse("text~\"a b c d e f g h i j\" || headline>=strasse && id~img"),
        ];
        bool[] EvaluateAll() => [.. filters.Select(filter => filter.Matches(QuerySamples.Boats))];
        var expected = EvaluateAll();
        EvaluateAll();

        // Several rounds, because the runtime allocates when it replaces compiled code.
        Assert.Contains(Enumerable.Range(0, 20), _ => AllocatedByRound() == 0);

        long AllocatedByRound()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var selected = 0;
            for (var i = 0; i < 100; i++)
            {
                foreach (var filter in filters)
                {
                    selected += filter.Matches(QuerySamples.Boats) ? 1 : 0;
                }
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(100 * expected.Count(matches => matches), selected);
            return allocated;
        }
    }

    [Fact]
    public void A_member_is_folded_and_divided_into_words_once_whatever_the_number_of_conditions()
    {
        var few = Evaluate("author=x || keywords=x || author~x || text~x || keywords~x");
        var many = Evaluate(
            "author=x || author:y,z || author>zz || keywords=x || keywords:y,z || author~x || author~~y || text~x || text~~~y || keywords~x || keywords~~~\"x y\"");
        Assert.Equal((few.Folded.Count, few.Words.Count), (many.Folded.Count, many.Words.Count));

        static ReaderBuffers Evaluate(string formula)
        {
            var buffers = new ReaderBuffers();
            var reader = new ImageReader(QuerySamples.Boats, buffers);
            Assert.False(MatcherFactory.Create(ImageFilter.Parse(formula)).Matches(ref reader));
            return buffers;
        }
    }

    [Theory]
    [InlineData("author~~turner && text~~\"boats turner sea\" && author~~w && keywords~~sea && title~~boats")]
    [InlineData("text~~\"boats turner sea\" && author~~\"w turner\" && keywords~~~\"du nord\" && !keywords~~\"sea nord\" && !text~~~\"sea mer\"")]
    [InlineData("keywords=sea && keywords=\"OLD BOAT\" && keywords==Sea && !keywords==sea && author=\"J. m. W. TURNER\" && author<k && alt_text=\"\"")]
    [InlineData("caption~~stop && caption=\"he said \\\"stop\\\"\n at c:\\\\path, (twice)\" && text~~~\"path twice\" && caption~~~\"path twice\" && !categories=x && !categories~x")]
    public void Conditions_on_one_member_do_not_disturb_each_other(string formula) => Assert.True(ImageFilter.Parse(formula).Matches(QuerySamples.Boats));

    [Fact]
    public void A_filter_can_be_used_by_many_threads()
    {
        var filter = ImageFilter.Parse("text~\"estaque turner\"");
        Assert.All(Enumerable.Range(0, 1_000).AsParallel().Select(_ => filter.Matches(QuerySamples.Boats)).ToList(), Assert.True);
        Assert.Throws<ArgumentNullException>(() => filter.Matches(null!));
    }
}
