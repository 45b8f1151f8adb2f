using FsCheck;
using FsCheck.Fluent;
using Wesog.Images;
using Wesog.Query;
using Wesog.Query.Folding;
using Wesog.Query.Formulas;

namespace Wesog.StoreHistories.Queries;

/// <summary>Random images and filters over few words, so that many filters match.</summary>
internal static class FilterGenerators
{
    private static readonly Gen<string> Words = Gen.Elements(
        "boat", "Boat", "BOÂT", "bo", "boats", "sea", "Straße", "STRASSE", "strass", "L'Éstaque", "estaque", "カ", "ガ", "カ\u3099", "ラーメン",
        "日本", "東", "co\u00ADoperate", "cooperate", "½", "2024", "２", "😀", "é", "e\u0301", "ﬁre", "fire", "й", "и", "Ørsted", "orsted",
        "कि", "क", "ก\u0E38\u0E48", "İ", "ı", "a\u0345\u0301b", "x\u3099\u093C", "한국", "하", "a", "A", "b");

    // Words of about 32 bytes and more, of characters of 1 to 4 bytes.
    private static readonly Gen<string> LongWords =
        from character in Gen.Elements("z", "ж", "ก", "\U00010428")
        from bytes in Gen.Choose(28, 36)
        from first in Gen.Elements("", "z", "zz", "ж")
        from last in Gen.Elements("", "", "z", "ж")
        select first + string.Concat(Enumerable.Repeat(character, bytes / System.Text.Encoding.UTF8.GetByteCount(character))) + last;

    private static readonly Gen<string> Separators = Gen.Elements(" ", " ", ", ", "-", "\n", "", " \"", "\\", "\t", " && ", "||", ")", "(", "!", "=", "~", "\u2028", "'", "\u0001", " , ");

    private static readonly Gen<string> Texts = Gen.Frequency(
        (2, Gen.Constant("")),
        (6, Words),
        (1, LongWords),
        (12, from word in Words
            from rest in (from separator in Separators from next in Gen.Frequency((4, Words), (1, Gen.Constant(""))) select separator + next).ListOf()
            select word + string.Concat(rest.Take(4))));

    private static readonly Gen<string> Ids = Gen.Elements("a", "\"", "it's", "A", "ab", "a/b", "é", "e\u0301", "a\"q", "a\\", "img-1", "img-12", "😀", "\uFF5E", "a b", "a&&b", "a)");

    private static readonly Gen<int> Years = Gen.Frequency((5, Gen.Choose(2023, 2025)), (1, Gen.Elements(1, 9, 10, 999, 1000, 1899, 1900, 1999, 2000, 9998, 9999)));

    private static readonly Gen<ImageDate> Dates = Gen.OneOf(
        Years.Select(year => new ImageDate(year)),
        from year in Years from month in Gen.Elements(1, 2, 12) select new ImageDate(year, month),
        from year in Years from month in Gen.Elements(1, 2, 12) from day in Gen.Elements(1, 2, 28, DateTime.DaysInMonth(year, month)) select new ImageDate(year, month, day));

    // Sometimes more than an index looks up.
    private static readonly Gen<int> ValueCounts = Gen.Frequency((30, Gen.Choose(1, 6)), (1, Gen.Choose(60, 90)));

    private static readonly Gen<DateTimeOffset> Moments =
        from date in Dates
        from second in Gen.Elements(0, 1, 86_399)
        from millisecond in Gen.Elements(0, 1, 999)
        select new DateTimeOffset(date.Year, date.Month ?? 1, date.Day ?? 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second).AddMilliseconds(millisecond);

    public static Gen<StoredImage> Images =>
        from id in Ids
        from texts in Optional(Texts).ListOf(16)
        from lists in Optional(Texts.Where(text => text.Length > 0).ListOf().Select(list => TextList.From(list.Take(4)))).ListOf(3)
        from flags in Gen.Elements<bool?>(null, true, false).ListOf(4)
        from date in Gen.OneOf(Gen.Constant(default(ImageDate?)), Dates.Select(value => (ImageDate?)value))
        from language in Gen.Elements(Enum.GetValues<Language>())
        from revision in Gen.Choose(1, 3)
        from created in Moments
        from updated in Moments
        select QuerySamples.Store(
            new Image
            {
                Id = id,
                Src = "http://a/",
                UrlImgThumbnail = flags[0] is null ? null : "http://b/",
                Title = texts[0],
                Headline = texts[1],
                Caption = texts[2],
                AltText = texts[3],
                AiGenerated = flags[0],
                ModelRelease = flags[1],
                PropertyRelease = flags[2],
                Nsfw = flags[3],
                Date = date,
                Status = texts[4],
                Location = texts[5],
                City = texts[6],
                Country = texts[7],
                Event = texts[8],
                Author = texts[9],
                Provider = texts[10],
                Shot = texts[11],
                Scene = texts[12],
                Technique = texts[13],
                Medium = texts[14],
                Keywords = lists[0],
                Categories = lists[1],
                Collections = lists[2],
                Lang = language,
            },
            revision, created, updated);

    public static Gen<ImageFilter> Filters => OfDepth(3);

    /// <summary>Smaller filters: the parts of a filter.</summary>
    public static IEnumerable<ImageFilter> Shrink(ImageFilter filter) => filter switch
    {
        ImageFilter.Not not => [not.Operand],
        ImageFilter.And and => and.Operands,
        ImageFilter.Or or => or.Operands,
        ImageFilter.Condition { Values.Count: > 1 } condition =>
            condition.Values.Select(ImageFilter (value) => ConditionFactory.Create(condition.Definition, condition.Operator, value)),
        _ => [],
    };

    private static Gen<ImageFilter> OfDepth(int depth)
    {
        if (depth == 0)
        {
            return Conditions();
        }

        var inner = OfDepth(depth - 1);
        return Gen.Frequency(
            (5, Conditions()),
            (2, inner.Select(operand => !operand)),
            (2, from left in inner from right in inner select left & right),
            (2, from left in inner from right in inner select left | right));
    }

    private static Gen<ImageFilter> Conditions() =>
        from name in Gen.Elements(FilterField.Names.Where(name => FilterField.Find(name)!.Operators.Count > 0))
        let field = FilterField.Find(name)!
        from comparison in Gen.Elements(field.Operators.AsEnumerable())
        from count in field.TakesSeveral(comparison) ? ValueCounts : Gen.Constant(1)
        from values in ValuesOf(field.Kind, comparison).ListOf(count)
        select (ImageFilter)ConditionFactory.Create(field, comparison, [.. values]);

    private static Gen<string> ValuesOf(FieldKind kind, FilterOperator comparison) => kind switch
    {
        FieldKind.Id => Ids,
        FieldKind.Date => Dates.Select(date => date.ToString()),
        FieldKind.Time => Gen.OneOf(
            Dates.Select(date => date.ToString()),
            Moments.Select(MomentSpan.Format),
            Moments.Select(moment => MomentSpan.Format(moment)[..19] + "Z")),
        FieldKind.Flag => Gen.Elements("true", "false"),
        FieldKind.Number => Gen.Choose(0, 4).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        FieldKind.Language => Gen.Elements(LanguageCodes.All.AsEnumerable()),
        FieldKind.Has => Gen.Elements(FilterField.Names.Where(name => name != "has")),
        _ when comparison is FilterOperator.Begins or FilterOperator.HasWords or FilterOperator.HasPhrase =>
            Gen.OneOf(Words, Texts).Where(text => WordText.Split(text).Count > 0),
        _ => Texts,
    };

    private static Gen<T?> Optional<T>(Gen<T> values)
        where T : class => Gen.Frequency((1, Gen.Constant(default(T))), (2, values.Select(T? (value) => value)));
}
