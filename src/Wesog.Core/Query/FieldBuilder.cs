using System.Globalization;
using Wesog.Images;
using Wesog.Query.Formulas;

namespace Wesog.Query;

/// <summary>Creates the conditions of a field, as an alternative to formulas.</summary>
/// <remarks><c>docs/formulas.md</c>, section "Can a program build a filter?". Values that a formula could not have throw <see cref="ArgumentException"/>.</remarks>
public abstract class FieldBuilder
{
    private readonly FilterField _field;

    private protected FieldBuilder(FilterField field) => _field = field;

    /// <summary>The name of the field in formulas.</summary>
    public string Name => _field.Name;

    /// <summary>Returns <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    private protected ImageFilter Create(FilterOperator comparison, params ReadOnlySpan<string> values) =>
        ConditionFactory.Create(_field, comparison, values);
}

/// <summary>Creates the conditions of a field whose values have an order.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public abstract class OrderedField<T> : FieldBuilder
    where T : notnull
{
    private protected OrderedField(ImageMember member)
        : base(FilterField.Of(member))
    {
    }

    /// <summary><c>=</c>: equal; texts by their folded forms; dates within the span of the value.</summary>
    public ImageFilter Equals(T value) => Create(FilterOperator.Equal, Format(value));

    /// <summary><c>:</c>: equal to one of the values, of which there is at least one.</summary>
    public ImageFilter Any(params ReadOnlySpan<T> values)
    {
        var texts = new string[values.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Format(values[i]);
        }

        return Create(FilterOperator.OneOf, texts);
    }

    /// <summary><c>&lt;</c>: before the value.</summary>
    public ImageFilter LessThan(T value) => Create(FilterOperator.Less, Format(value));

    /// <summary><c>&lt;=</c>: before the value or equal to it.</summary>
    public ImageFilter AtMost(T value) => Create(FilterOperator.AtMost, Format(value));

    /// <summary><c>&gt;</c>: after the value.</summary>
    public ImageFilter GreaterThan(T value) => Create(FilterOperator.Greater, Format(value));

    /// <summary><c>&gt;=</c>: after the value or equal to it.</summary>
    public ImageFilter AtLeast(T value) => Create(FilterOperator.AtLeast, Format(value));

    private protected virtual string Format(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Create(CultureInfo.InvariantCulture, $"{value}");
    }
}

/// <summary>Creates the conditions of a text. <c>=</c>, <c>:</c> and the order compare folded forms.</summary>
public sealed class TextField : OrderedField<string>
{
    internal TextField(ImageMember member)
        : base(member)
    {
    }

    /// <summary><c>==</c>: equal by code point.</summary>
    public ImageFilter EqualsExactly(string value) => Create(FilterOperator.EqualExactly, value);

    /// <summary><c>~</c>: each word of the value begins a word of the text, in any order.</summary>
    public ImageFilter Begins(string words) => Create(FilterOperator.Begins, words);

    /// <summary><c>~~</c>: each word of the value is a word of the text, in any order.</summary>
    public ImageFilter HasWords(string words) => Create(FilterOperator.HasWords, words);

    /// <summary><c>~~~</c>: the words of the value stand in a row in the text.</summary>
    public ImageFilter HasPhrase(string words) => Create(FilterOperator.HasPhrase, words);
}

/// <summary>Creates the conditions of a list of texts.</summary>
public sealed class ListField : FieldBuilder
{
    internal ListField(ImageMember member)
        : base(FilterField.Of(member))
    {
    }

    /// <summary><c>=</c>: the list has all of the values, folded. At least one value.</summary>
    public ImageFilter All(params ReadOnlySpan<string> values) => Create(FilterOperator.Equal, values);

    /// <summary><c>==</c>: the list has all of the values, by code point. At least one value.</summary>
    public ImageFilter AllExactly(params ReadOnlySpan<string> values) => Create(FilterOperator.EqualExactly, values);

    /// <summary><c>:</c>: the list has one of the values, folded. At least one value.</summary>
    public ImageFilter Any(params ReadOnlySpan<string> values) => Create(FilterOperator.OneOf, values);

    /// <summary><c>~</c>: in one entry, each word of the value begins a word.</summary>
    public ImageFilter Begins(string words) => Create(FilterOperator.Begins, words);

    /// <summary><c>~~</c>: in one entry, each word of the value is a word.</summary>
    public ImageFilter HasWords(string words) => Create(FilterOperator.HasWords, words);

    /// <summary><c>~~~</c>: the words of the value stand in a row in one entry.</summary>
    public ImageFilter HasPhrase(string words) => Create(FilterOperator.HasPhrase, words);
}

/// <summary>Creates the conditions of several texts and lists that are searched together.</summary>
public sealed class WordsField : FieldBuilder
{
    internal WordsField(string name)
        : base(FilterField.Find(name)!)
    {
    }

    /// <summary><c>~</c>: each word of the value begins a word of any of the texts and entries.</summary>
    public ImageFilter Begins(string words) => Create(FilterOperator.Begins, words);

    /// <summary><c>~~</c>: each word of the value is a word of any of the texts and entries.</summary>
    public ImageFilter HasWords(string words) => Create(FilterOperator.HasWords, words);

    /// <summary><c>~~~</c>: the words of the value stand in a row in one text or entry.</summary>
    public ImageFilter HasPhrase(string words) => Create(FilterOperator.HasPhrase, words);
}

/// <summary>Creates the conditions of the id, which is compared by code point and never folded.</summary>
public sealed class IdField : OrderedField<string>
{
    internal IdField(ImageMember member)
        : base(member)
    {
    }

    /// <summary><c>~</c>: the id begins with the value.</summary>
    public ImageFilter Begins(string value) => Create(FilterOperator.Begins, value);
}

/// <summary>Creates the conditions of a date. A year, a month or a day is a span of days.</summary>
public sealed class DateField : OrderedField<ImageDate>
{
    internal DateField(ImageMember member)
        : base(member)
    {
    }
}

/// <summary>Creates the conditions of a time. Each value is a millisecond; spans are <c>AtLeast</c> and <c>LessThan</c>.</summary>
public sealed class TimeField : OrderedField<DateTimeOffset>
{
    internal TimeField(ImageMember member)
        : base(member)
    {
    }

    private protected override string Format(DateTimeOffset value) => MomentSpan.Format(value);
}

/// <summary>Creates the conditions of a whole number, from 0.</summary>
public sealed class NumberField : OrderedField<long>
{
    internal NumberField(ImageMember member)
        : base(member)
    {
    }
}

/// <summary>Creates the condition of a boolean.</summary>
public sealed class FlagField : FieldBuilder
{
    internal FlagField(ImageMember member)
        : base(FilterField.Of(member))
    {
    }

    /// <summary><c>=</c>: the member has the value. An image without a value matches neither.</summary>
    public ImageFilter Equals(bool value) => Create(FilterOperator.Equal, value ? "true" : "false");
}

/// <summary>Creates the conditions of the language.</summary>
public sealed class LanguageField : FieldBuilder
{
    internal LanguageField(ImageMember member)
        : base(FilterField.Of(member))
    {
    }

    /// <summary><c>=</c>: the language of the metadata.</summary>
    public ImageFilter Equals(Language value) => Create(FilterOperator.Equal, value.ToCode());

    /// <summary><c>:</c>: one of the languages, of which there is at least one.</summary>
    public ImageFilter Any(params ReadOnlySpan<Language> values)
    {
        var codes = new string[values.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = values[i].ToCode();
        }

        return Create(FilterOperator.OneOf, codes);
    }
}
