using System.Globalization;
using System.Text;
using Wesog.Images;
using Wesog.Query.Folding;
using Wesog.Query.Formulas;

namespace Wesog.Query.Indexing;

/// <summary>Derives what an index must find from a filter: a condition on terms that every image fulfils which the filter selects.</summary>
/// <remarks>Null stands for all images. What is under <c>!</c> is not narrowed, because the complement of more images is fewer images.</remarks>
/// <param name="members">The members whose values are indexed.</param>
/// <param name="hasWords">Whether words are.</param>
internal sealed class Narrowing(HashSet<ImageMember> members, bool hasWords)
{
    // A database reads a list of images for each term, and keeps memory for each while it does.
    private const int MaxAlternatives = 64;
    private const int MaxTerms = 255;

    // A database parses a condition within another on a stack. What is deeper in a filter is not narrowed.
    private const int MaxLevels = 12;

    // Too many words begin with one letter.
    private const int MinPrefixBytes = 2;

    private const int LastYear = 9_999;

    private static readonly IndexCondition.Term Unknown = new(Encoding.ASCII.GetString(Term.Unknown), false);

    /// <summary>Returns the condition; null for all images.</summary>
    public IndexCondition? Of(ImageFilter filter) =>
        Narrow(filter, level: 0) is { } condition && CountTerms(condition) <= MaxTerms ? new IndexCondition.Or([condition, Unknown]) : null;

    private IndexCondition? Narrow(ImageFilter filter, int level) => filter switch
    {
        _ when level == MaxLevels => null,
        ImageFilter.And and => AllOf(and.Operands.Select(operand => Narrow(operand, level + 1))),
        ImageFilter.Or or => AnyOf(or.Operands.Select(operand => Narrow(operand, level + 1))),
        ImageFilter.Condition condition => Narrow(condition),
        _ => null,
    };

    private IndexCondition? Narrow(ImageFilter.Condition condition)
    {
        var (field, comparison, values) = (condition.Definition, condition.Operator, condition.Values);
        if (comparison is FilterOperator.Begins or FilterOperator.HasWords or FilterOperator.HasPhrase && field.Kind != FieldKind.Id)
        {
            return hasWords && FilterField.Text.Members.IndexOf(field.Members[0]) >= 0
                ? AllOf(WordText.Split(values[0]).Select(word => WordTerm(word, comparison == FilterOperator.Begins)))
                : null;
        }

        if (field.Members.Length != 1 || !members.Contains(field.Members[0]))
        {
            return null;
        }

        return field.Kind switch
        {
            FieldKind.Date => AnyOf(values.Select(value => Years(comparison, value))),
            FieldKind.List when comparison != FilterOperator.OneOf => AllOf(values.Select(value => ValueTerm(field, value))),
            _ when comparison is FilterOperator.Equal or FilterOperator.EqualExactly or FilterOperator.OneOf =>
                AnyOf(values.Select(value => ValueTerm(field, value))),
            _ => null,
        };
    }

    private static IndexCondition.Term? WordTerm(byte[] word, bool isPrefix)
    {
        if (isPrefix && word.Length < MinPrefixBytes)
        {
            return null;
        }

        // Of a word that is shortened, the index has no more.
        var shortened = Term.Shorten(word);
        return new((char)Term.WordKind + Encoding.UTF8.GetString(shortened), isPrefix && shortened.Length == word.Length);
    }

    private static IndexCondition.Term ValueTerm(FilterField field, string value)
    {
        Span<byte> term = stackalloc byte[Term.ValueLength];
        Term.WriteValue(field.Members[0], TextFolding.Fold(value), term);
        return new(Encoding.ASCII.GetString(term), false);
    }

    private static IndexCondition? Years(FilterOperator comparison, string date)
    {
        var year = int.Parse(date.AsSpan(0, Term.YearLength), CultureInfo.InvariantCulture);
        var (first, last) = comparison switch
        {
            FilterOperator.Less or FilterOperator.AtMost => (0, year),
            FilterOperator.Greater or FilterOperator.AtLeast => (year, LastYear),
            _ => (year, year),
        };
        return AnyOf(YearRange.Split(first, last).Select(digits =>
            new IndexCondition.Term((char)Term.YearKind + digits, digits.Length < Term.YearLength)));
    }

    private static IndexCondition? AllOf(IEnumerable<IndexCondition?> operands)
    {
        IndexCondition[] known = [.. operands.OfType<IndexCondition>().Distinct()];
        return known.Length <= 1 ? known.FirstOrDefault() : new IndexCondition.And(known);
    }

    private static IndexCondition? AnyOf(IEnumerable<IndexCondition?> operands)
    {
        IndexCondition?[] all = [.. operands.Distinct()];
        return all.Length > MaxAlternatives || all.Contains(null) ? null : all.Length == 1 ? all[0] : new IndexCondition.Or(all!);
    }

    private static int CountTerms(IndexCondition condition) => condition switch
    {
        IndexCondition.And and => and.Operands.Sum(CountTerms),
        IndexCondition.Or or => or.Operands.Sum(CountTerms),
        _ => 1,
    };
}
