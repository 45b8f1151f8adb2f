using System.Globalization;
using Wesog.Images;
using Wesog.Query;
using Wesog.Storage;
using Wesog.StoreHistories.Queries.Unicode;

namespace Wesog.StoreHistories.Queries;

/// <summary>Evaluates filters on typed images, line by line as docs/formulas.md says.</summary>
internal static class NaiveEvaluator
{
    private static readonly string[] _text =
    [
        "title", "headline", "caption", "alt_text", "keywords", "categories", "collections", "location", "city", "country", "event", "author",
    ];

    public static bool Matches(ImageFilter filter, StoredImage stored) => Matches(filter, stored, stored.ToImage());

    /// <summary>Returns the values of a member that a facet counts; a value that the image has twice is there twice.</summary>
    public static IEnumerable<string> FacetValues(string name, StoredImage stored) => ValueOf(name, stored, stored.ToImage()) switch
    {
        null => [],
        bool flag => [flag ? "true" : "false"],
        Language language => [language.ToCode()],
        var member => TextsOf(member),
    };

    /// <summary>Returns the value by which images are sorted: a text, a time or a number; null if the image has none. All are equal in the order of ids.</summary>
    public static IComparable? SortValue(string name, StoredImage stored) => name == "id" ? 0 : ValueOf(name, stored, stored.ToImage()) switch
    {
        ImageDate date => date.ToString(),
        string text => string.Concat(NaiveFolding.Fold(text).EnumerateRunes().Take(64)),
        var value => (IComparable?)value,
    };

    private static bool Matches(ImageFilter filter, StoredImage stored, Image image) => filter switch
    {
        ImageFilter.And and => and.Operands.All(operand => Matches(operand, stored, image)),
        ImageFilter.Or or => or.Operands.Any(operand => Matches(operand, stored, image)),
        ImageFilter.Not not => !Matches(not.Operand, stored, image),
        ImageFilter.Condition condition => Matches(condition, stored, image),
        _ => throw new InvalidOperationException("No expression."),
    };

    private static bool Matches(ImageFilter.Condition condition, StoredImage stored, Image image)
    {
        var comparison = condition.Operator;
        var values = condition.Values;
        return condition.Field switch
        {
            "text" => HasWords(comparison, values[0], [.. _text.SelectMany(name => TextsOf(ValueOf(name, stored, image)))], areOne: true),
            "has" when comparison == FilterOperator.OneOf => values.Any(name => HasValue(name, stored, image)),
            "has" => values.All(name => HasValue(name, stored, image)),
            "id" when comparison == FilterOperator.Begins => image.Id.StartsWith(values[0], StringComparison.Ordinal),
            "id" => values.Any(value => IsInOrder(comparison, CodePointComparer.Instance.Compare(image.Id, value))),
            "created_at" => values.Any(value => IsInSpan(comparison, MomentsOf(value), (stored.CreatedAt, stored.CreatedAt))),
            "updated_at" => values.Any(value => IsInSpan(comparison, MomentsOf(value), (stored.UpdatedAt, stored.UpdatedAt))),
            "revision" => values.Any(value => IsInOrder(comparison, stored.Revision.CompareTo(long.Parse(value, CultureInfo.InvariantCulture)))),
            _ => Matches(comparison, values, ValueOf(condition.Field, stored, image)),
        };
    }

    private static bool Matches(FilterOperator comparison, TextList values, object? member) => member switch
    {
        null => false,
        bool flag => flag == (values[0] == "true"),
        ImageDate date => values.Any(value => IsInSpan(comparison, DaysOf(ImageDate.Parse(value)), DaysOf(date))),
        Language language => values.Contains(language.ToCode()),
        _ when comparison is FilterOperator.Begins or FilterOperator.HasWords or FilterOperator.HasPhrase =>
            HasWords(comparison, values[0], TextsOf(member), areOne: false),
        TextList list => MatchesList(comparison, values, list),
        string text when comparison == FilterOperator.EqualExactly => text == values[0],
        string text => values.Any(value => IsInOrder(comparison, CodePointComparer.Instance.Compare(NaiveFolding.Fold(text), NaiveFolding.Fold(value)))),
        _ => throw new InvalidOperationException("No member."),
    };

    private static bool MatchesList(FilterOperator comparison, TextList values, TextList list) => comparison switch
    {
        FilterOperator.EqualExactly => values.All(list.Contains),
        FilterOperator.Equal => values.All(value => list.Any(entry => NaiveFolding.Fold(entry) == NaiveFolding.Fold(value))),
        _ => values.Any(value => list.Any(entry => NaiveFolding.Fold(entry) == NaiveFolding.Fold(value))),
    };

    private static bool HasWords(FilterOperator comparison, string value, IReadOnlyList<string> texts, bool areOne)
    {
        var wanted = NaiveFolding.Words(value);
        IReadOnlyList<IReadOnlyList<string>> words = [.. texts.Select(NaiveFolding.Words)];
        if (comparison == FilterOperator.HasPhrase)
        {
            return words.Any(text => Enumerable.Range(0, text.Count).Any(at => text.Skip(at).Take(wanted.Count).SequenceEqual(wanted)));
        }

        bool IsFound(string word, IEnumerable<string> text) =>
            text.Any(each => comparison == FilterOperator.Begins ? each.StartsWith(word, StringComparison.Ordinal) : each == word);
        return areOne
            ? wanted.All(word => IsFound(word, words.SelectMany(text => text)))
            : words.Any(text => wanted.All(word => IsFound(word, text)));
    }

    private static bool HasValue(string name, StoredImage stored, Image image) =>
        (name == "text" ? _text : [name]).Any(member => ValueOf(member, stored, image) is not null);

    private static TextList TextsOf(object? member) => member switch
    {
        TextList list => list,
        string text => [text],
        _ => [],
    };

    private static object? ValueOf(string name, StoredImage stored, Image image) => name switch
    {
        "lang" => stored.Lang,
        "created_at" => stored.CreatedAt,
        "updated_at" => stored.UpdatedAt,
        "revision" => stored.Revision,
        _ => image.Values[ImageMember.All.Single(member => member.Name == name)],
    };

    private static bool IsInOrder(FilterOperator comparison, int order) => comparison switch
    {
        FilterOperator.Less => order < 0,
        FilterOperator.AtMost => order <= 0,
        FilterOperator.Greater => order > 0,
        FilterOperator.AtLeast => order >= 0,
        _ => order == 0,
    };

    private static bool IsInSpan<T>(FilterOperator comparison, (T First, T Last) span, (T First, T Last) value)
        where T : IComparable<T> => comparison switch
        {
            FilterOperator.Less => value.Last.CompareTo(span.First) < 0,
            FilterOperator.AtMost => value.Last.CompareTo(span.Last) <= 0,
            FilterOperator.Greater => value.First.CompareTo(span.Last) > 0,
            FilterOperator.AtLeast => value.First.CompareTo(span.First) >= 0,
            _ => value.First.CompareTo(span.First) >= 0 && value.Last.CompareTo(span.Last) <= 0,
        };

    private static (DateOnly First, DateOnly Last) DaysOf(ImageDate date) => (
        new(date.Year, date.Month ?? 1, date.Day ?? 1),
        new(date.Year, date.Month ?? 12, date.Day ?? DateTime.DaysInMonth(date.Year, date.Month ?? 12)));

    private static (DateTimeOffset First, DateTimeOffset Last) MomentsOf(string value)
    {
        if (!value.Contains('T', StringComparison.Ordinal))
        {
            var (first, last) = DaysOf(ImageDate.Parse(value));
            return (new(first, TimeOnly.MinValue, TimeSpan.Zero), new DateTimeOffset(last, new(23, 59, 59, 999), TimeSpan.Zero));
        }

        var moment = DateTimeOffset.Parse(value, CultureInfo.InvariantCulture);
        return (moment, value.Contains('.', StringComparison.Ordinal) ? moment : moment.AddMilliseconds(999));
    }
}
