using System.Globalization;
using System.Text;
using Wesog.Images;
using Wesog.Query.Folding;
using Wesog.Query.Formulas;

namespace Wesog.Query.Matching;

/// <summary>Prepares filters: creates the matcher of each expression.</summary>
internal static class MatcherFactory
{
    public static Matcher Create(ImageFilter filter) => filter switch
    {
        ImageFilter.And and => new AndMatcher([.. and.Operands.Select(Create)]),
        ImageFilter.Or or => new OrMatcher([.. or.Operands.Select(Create)]),
        ImageFilter.Not not => new NotMatcher(Create(not.Operand)),
        ImageFilter.Condition condition => Create(condition),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Not an expression."),
    };

    private static Matcher Create(ImageFilter.Condition condition)
    {
        var field = condition.Definition;
        var comparison = condition.Operator;
        var values = condition.Values;
        if (field.Kind is FieldKind.Text or FieldKind.List or FieldKind.Words
            && comparison is FilterOperator.Begins or FilterOperator.HasWords or FilterOperator.HasPhrase)
        {
            return CreateWords(field, WordSearch.Create(comparison, WordText.Split(values[0])));
        }

        return field.Kind switch
        {
            FieldKind.Text => new TextMatcher(field.Members[0], comparison != FilterOperator.EqualExactly, CreateTest(comparison, values, comparison != FilterOperator.EqualExactly)),
            FieldKind.Id => new TextMatcher(field.Members[0], false, CreateTest(comparison, values, false)),
            FieldKind.Date => new TextMatcher(field.Members[0], false, new DateTest(CreateSpans(comparison, values, DateOf))),
            FieldKind.List => new ListMatcher(
                field.Members[0], comparison != FilterOperator.EqualExactly, comparison == FilterOperator.OneOf,
                new TextSet(values.Select(value => Encode(value, comparison != FilterOperator.EqualExactly)))),
            FieldKind.Flag => new FlagMatcher(field.Members[0], values[0] == "true"),
            FieldKind.Time => new TimeMatcher(field.Members[0] == ImageMember.CreatedAt, CreateSpans(comparison, values, MomentSpan.Of)),
            FieldKind.Number => new RevisionMatcher(CreateSpans(comparison, values, NumberOf)),
            FieldKind.Language => new LanguageMatcher(values),
            _ => new HasMatcher([.. values.Select(value => FilterField.Find(value)!)], comparison == FilterOperator.OneOf),
        };
    }

    private static Matcher CreateWords(FilterField field, WordSearch search) => field.Kind switch
    {
        FieldKind.Text => new TextWordsMatcher(field.Members[0], search),
        FieldKind.List => new ListWordsMatcher(field.Members[0], search),
        _ => new JointWordsMatcher(field, search),
    };

    private static TextTest CreateTest(FilterOperator comparison, TextList values, bool folds) => comparison switch
    {
        FilterOperator.Begins => new PrefixTest(Encode(values[0], folds)),
        FilterOperator.OneOf => new SetTest(new(values.Select(value => Encode(value, folds)))),
        FilterOperator.Equal or FilterOperator.EqualExactly => new EqualTest(Encode(values[0], folds)),
        _ => new OrderTest(comparison, Encode(values[0], folds)),
    };

    private static byte[] Encode(string value, bool folds) => folds ? TextFolding.Fold(value) : Encoding.UTF8.GetBytes(value);

    private static SpanTest CreateSpans(FilterOperator comparison, TextList values, Func<string, ValueSpan> read) =>
        new(comparison, [.. values.Select(read)]);

    private static ValueSpan DateOf(string value) => DateSpan.Of(Encoding.UTF8.GetBytes(value));

    private static ValueSpan NumberOf(string value)
    {
        var number = long.Parse(value, CultureInfo.InvariantCulture);
        return new(number, number);
    }
}
