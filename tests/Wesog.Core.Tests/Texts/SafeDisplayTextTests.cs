using Wesog.Texts;

namespace Wesog.Core.Tests.Texts;

public sealed class SafeDisplayTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a é 😀", "a é 😀")]
    [InlineData("a\0b\nc\u202Ed\u2028e", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    public void Only_visible_characters_are_shown(string value, string shown) => Assert.Equal(shown, SafeDisplayText.Of(value));

    [Fact]
    public void Lone_surrogates_are_replaced() => Assert.Equal("\uFFFDa\uFFFD", SafeDisplayText.Of("\uDC00a\uD800"));

    [Fact]
    public void Long_values_are_cut_between_characters()
    {
        Assert.Equal(new string('x', 60), SafeDisplayText.Of(new string('x', 60)));
        Assert.Equal(new string('x', 60) + "…", SafeDisplayText.Of(new string('x', 61)));
        Assert.Equal(new string('x', 59) + "…", SafeDisplayText.Of(new string('x', 59) + "😀"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(87)]
    [InlineData(199)]
    public void The_excerpt_shows_the_position_of_an_error_anywhere(int at)
    {
        var value = new string('x', 200).Remove(at, 1).Insert(at, "!");
        var shown = SafeDisplayText.Around(value, at);
        Assert.Contains('!', shown);
        Assert.InRange(shown.Length, 60, 62);
        Assert.Equal(at > 40, shown.StartsWith('…'));
        Assert.Equal(at < 180, shown.EndsWith('…'));
    }

    [Fact]
    public void An_excerpt_begins_with_a_whole_character()
    {
        var value = string.Concat(Enumerable.Repeat("😀", 50)) + "!";
        Assert.DoesNotContain('\uFFFD', SafeDisplayText.Around(value, 100));
        Assert.EndsWith("!", SafeDisplayText.Around(value, 100), StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', SafeDisplayText.Around("x" + value, 101));
    }

    [Theory]
    [InlineData("a<b", 1, "<")]
    [InlineData("a b", 1, "U+0020")]
    [InlineData("a\u200B", 1, "U+200B")]
    [InlineData("a\U000E0001", 1, "U+E0001")]
    [InlineData("a\t", 1, "U+0009")]
    [InlineData("a", -1, "")]
    public void An_invisible_character_is_shown_by_its_code(string value, int at, string shown) =>
        Assert.Equal(shown, SafeDisplayText.Character(value, at));
}
