using Wesog.Query.Formulas;

namespace Wesog.Query.Matching;

/// <summary>Tests a text of an image: its UTF-8 bytes or those of its folded form. The order of bytes is the order of code points.</summary>
internal abstract class TextTest
{
    public abstract bool Matches(ReadOnlySpan<byte> text);
}

/// <summary>Equal.</summary>
internal sealed class EqualTest(byte[] value) : TextTest
{
    public override bool Matches(ReadOnlySpan<byte> text) => text.SequenceEqual(value);
}

/// <summary>Equal to one of several values.</summary>
internal sealed class SetTest(TextSet values) : TextTest
{
    public override bool Matches(ReadOnlySpan<byte> text) => values.IndexOf(text) >= 0;
}

/// <summary>Begins with a value.</summary>
internal sealed class PrefixTest(byte[] value) : TextTest
{
    public override bool Matches(ReadOnlySpan<byte> text) => text.StartsWith(value);
}

/// <summary>Before or after a value.</summary>
internal sealed class OrderTest(FilterOperator comparison, byte[] value) : TextTest
{
    private static readonly ValueSpan Same = new(0, 0);

    public override bool Matches(ReadOnlySpan<byte> text)
    {
        var order = text.SequenceCompareTo(value);
        return new ValueSpan(order, order).Holds(comparison, Same);
    }
}

/// <summary>Within, before or after a span of days.</summary>
internal sealed class DateTest(SpanTest spans) : TextTest
{
    public override bool Matches(ReadOnlySpan<byte> text) => spans.Matches(DateSpan.Of(text));
}
