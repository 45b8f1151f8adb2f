using System.Text;
using Wesog.Images;
using Wesog.Query;
using Wesog.Query.Folding;
using Wesog.Query.Matching;
using Wesog.Serialization;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>Formulas and images that are made to cost much cost no more than their length.</summary>
public sealed class HostileFormulaTests
{
    /// <summary>Texts of the length of a formula that repeat a part.</summary>
    public static TheoryData<string> Parts =>
    [
        "!", "(", ")", "((", "!(", "&&", "||", "&", "|", "\"", "\\", "\\\"", "author=\"\\\"", "a", "~", "=", ",", "k:a,", "k:\"a\",", " ", "\u3000", "k=a&&", "k=a||",
        "(k=a)&&", "!k=a||", "author=((", "author=!", "author=a&b|c", "\uD83D\uDE00", "\uFDFA", "author~\uFDFA", "\u0345", "date:1,", "has=t,", "k:\"\\\\\",",
    ];

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_repeated_part_is_a_formula_or_an_error(string part)
    {
        foreach (var length in new[] { ImageFilter.MaxFormulaLength, ImageFilter.MaxFormulaLength - 1 })
        {
            var formula = string.Concat(Enumerable.Repeat(part, ImageFilter.MaxFormulaLength))[..length];
            if (!ImageFilter.TryParse(formula, out _))
            {
                Assert.InRange(Assert.Throws<InvalidQueryException>(() => ImageFilter.Parse(formula)).Position, 1, length + 1);
            }

            Assert.Equal(ImageFilter.TryParse($"k={formula[2..]}", out var filter), filter is not null);
        }
    }

    [Fact]
    public void The_limits_are_reached_exactly()
    {
        Assert.Equal(100, ImageFilter.Parse(string.Join("&&", Enumerable.Repeat("k=a", 100))).ConditionCount);
        Assert.Equal(32, ImageFilter.Parse(new string('!', 32) + "k=a").Levels);
        Assert.Equal(ImageFilter.Parse("k=a"), ImageFilter.Parse($"{new string('(', 32)}k=a{new string(')', 32)}"));
        Assert.Equal(4_092, ((ImageFilter.Condition)ImageFilter.Parse($"k=\"{new string('a', 4_092)}\"")).Values[0].Length);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("ab", "a")]
    [InlineData("a b", "c")]
    [InlineData("a a b", "a")]
    [InlineData("aaaa", "aaab")]
    public void A_phrase_is_found_in_linear_time(string part, string end)
    {
        var value = string.Concat(Enumerable.Repeat(part + " ", 1_000)) + end;
        var search = new PhraseSearch(WordText.Split(value));
        foreach (var repetitions in new[] { 100, 1_000, 5_000 })
        {
            var text = WordsOf(string.Concat(Enumerable.Repeat(part + " ", repetitions)));
            search.Matches(text, out var steps);
            Assert.InRange(steps, 0, 2 * text.Length);
        }
    }

    [Fact]
    public void Many_words_are_found_in_linear_time()
    {
        // Each word is the beginning of the next, up to the longest value that a formula can have.
        var value = string.Join(' ', Enumerable.Range(1, 80).Select(length => new string('a', length)));
        var search = new ManyWordsSearch(WordText.Split(value), arePrefixes: true);
        foreach (var repetitions in new[] { 10, 100, 1_000 })
        {
            var text = WordsOf(string.Concat(Enumerable.Repeat(new string('a', 79) + "b ", repetitions)));
            Assert.False(search.Matches(text, out var steps));
            Assert.InRange(steps, 1, text.Length);
        }
    }

    [Theory]
    [InlineData(FilterOperator.Begins)]
    [InlineData(FilterOperator.HasWords)]
    public void A_repeated_word_is_searched_once(FilterOperator comparison)
    {
        var value = string.Concat(Enumerable.Repeat("a b a ", 700));
        Assert.Equal(2, Assert.IsType<FewWordsSearch>(WordSearch.Create(comparison, WordText.Split(value))).Count);
    }

    [Fact]
    public void Few_words_are_found_as_many_are()
    {
        const int Seed = 14;
        var random = new Random(Seed);
        string Text(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => new string('a', random.Next(1, 4)) + (random.Next(2) == 0 ? "b" : "")));
        for (var i = 0; i < 2_000; i++)
        {
            var words = WordText.Split(Text(random.Next(1, 4)));
            var text = WordsOf(Text(random.Next(5)));
            foreach (var arePrefixes in new[] { true, false })
            {
                Assert.Equal(new ManyWordsSearch(words, arePrefixes).Matches(text), new FewWordsSearch(words, arePrefixes).Matches(text));
            }
        }
    }

    // A quadratic sort of these marks would need 10 ^ 10 steps.
    [Fact]
    public void A_long_run_of_marks_is_sorted_in_linear_time()
    {
        const int Count = 100_000;
        var marks = string.Concat(Enumerable.Repeat("\u3099\u093C", Count));
        var expected = new string('\u093C', Count) + new string('\u3099', Count);
        Assert.Equal($"x{expected}", Encoding.UTF8.GetString(TextFolding.Fold($"X{marks}")));
    }

    [Fact]
    public void The_largest_image_is_searched_by_the_longest_formulas()
    {
        var entries = TextList.From(Enumerable.Range(0, 1_000).Select(number => $"{new string('ﷺ', 200)} {number}"));
        var image = QuerySamples.Store(new Image
        {
            Id = "a", Src = "http://a/", Caption = new string('ﷺ', 10_000), AltText = string.Concat(Enumerable.Repeat("a ", 5_000)),
            Keywords = entries, Categories = entries, Collections = entries,
        });
        var words = string.Join(' ', Enumerable.Range(1, 500).Select(number => $"x{number}"));
        Assert.False(ImageFilter.Parse($"text~\"{words}\"").Matches(image));
        Assert.False(ImageFilter.Parse($"text~~~\"{string.Concat(Enumerable.Repeat("a ", 1_500))}b\"").Matches(image));
        Assert.True(ImageFilter.Parse($"text~~~\"{string.Concat(Enumerable.Repeat("a ", 1_500))}\" && collections~~999").Matches(image));
        Assert.False(ImageFilter.Parse($"keywords:{string.Join(',', Enumerable.Range(1, 500))}").Matches(image));
    }

    private static byte[] WordsOf(string text)
    {
        using var folded = new PooledBuffer<byte>();
        using var words = new PooledBuffer<byte>();
        WordText.Write(Encoding.UTF8.GetBytes(text), folded, words);
        return words.Written.ToArray();
    }
}
