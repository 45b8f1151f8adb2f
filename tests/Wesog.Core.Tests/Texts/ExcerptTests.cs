using Wesog.Texts;

namespace Wesog.Core.Tests.Texts;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a é 😀", "a é 😀")]
    [InlineData("a\0b\nc\u202Ed\u2028e", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    public void Only_characters_that_show_are_shown(string value, string shown) => Assert.Equal(shown, Excerpt.Of(value));

    [Fact]
    public void Lone_surrogates_are_replaced() => Assert.Equal("\uFFFDa\uFFFD", Excerpt.Of("\uDC00a\uD800"));

    [Fact]
    public void Long_values_are_cut_between_characters()
    {
        Assert.Equal(new string('x', 60), Excerpt.Of(new string('x', 60)));
        Assert.Equal(new string('x', 60) + "…", Excerpt.Of(new string('x', 61)));
        Assert.Equal(new string('x', 59) + "…", Excerpt.Of(new string('x', 59) + "😀"));
    }
}
