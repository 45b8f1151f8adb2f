using Wesog.Images;

namespace Wesog.Query.Formulas;

/// <summary>A name that can stand in a formula: a member of an image, a group of members, or <c>has</c>.</summary>
internal sealed class FilterField
{
    private static readonly FilterOperator[] Words = [FilterOperator.Begins, FilterOperator.HasWords, FilterOperator.HasPhrase];
    private static readonly FilterOperator[] Order = [FilterOperator.Less, FilterOperator.AtMost, FilterOperator.Greater, FilterOperator.AtLeast];

    private static readonly FilterField[] Fields =
    [
        .. ImageMember.All.Select(member => new FilterField(member.Name, KindOf(member), [member])),
        new("text", FieldKind.Words,
        [
            ImageMember.Title, ImageMember.Headline, ImageMember.Caption, ImageMember.AltText, ImageMember.Location, ImageMember.City,
            ImageMember.Country, ImageMember.Event, ImageMember.Author, ImageMember.Keywords, ImageMember.Categories, ImageMember.Collections,
        ]),
        new("has", FieldKind.Has, []),
    ];

    private static readonly Dictionary<string, FilterField> ByName = CreateIndex();

    private static readonly Dictionary<string, FilterField>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ImageMember[] _members;

    private FilterField(string name, FieldKind kind, ImageMember[] members)
    {
        Name = name;
        Kind = kind;
        _members = members;
        Operators = OperatorsOf(kind);
    }

    /// <summary>The field <c>text</c>.</summary>
    public static FilterField Text { get; } = Find("text")!;

    /// <summary>All names, short ones included.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    /// <summary>The name, not a short one.</summary>
    public string Name { get; }

    public FieldKind Kind { get; }

    /// <summary>The members that the field reads, in the order of canonical JSON; none for <c>has</c>.</summary>
    public ReadOnlySpan<ImageMember> Members => _members;

    /// <summary>The operators of the field; none for a URL, which can only be a value of <c>has</c>.</summary>
    public IReadOnlyList<FilterOperator> Operators { get; }

    /// <summary>Returns the field of a name or a short name; null if there is none. Case counts.</summary>
    public static FilterField? Find(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var field) ? field : null;

    /// <summary>Returns the field of a member.</summary>
    public static FilterField Of(ImageMember member) => Fields[member.Index];

    /// <summary>Whether the operator takes several values, so that a comma ends an unquoted value.</summary>
    public bool TakesSeveral(FilterOperator value) => value switch
    {
        FilterOperator.OneOf => true,
        FilterOperator.Equal => Kind is FieldKind.List or FieldKind.Has,
        FilterOperator.EqualExactly => Kind == FieldKind.List,
        _ => false,
    };

    private static FieldKind KindOf(ImageMember member) => member.Kind switch
    {
        MemberKind.Id => FieldKind.Id,
        MemberKind.Url => FieldKind.Url,
        MemberKind.Text => FieldKind.Text,
        MemberKind.Flag => FieldKind.Flag,
        MemberKind.Date => FieldKind.Date,
        MemberKind.List => FieldKind.List,
        MemberKind.Language => FieldKind.Language,
        _ => member == ImageMember.Revision ? FieldKind.Number : FieldKind.Time,
    };

    private static FilterOperator[] OperatorsOf(FieldKind kind) => kind switch
    {
        FieldKind.Text => [.. Words, FilterOperator.Equal, FilterOperator.EqualExactly, FilterOperator.OneOf, .. Order],
        FieldKind.Words => Words,
        FieldKind.List => [.. Words, FilterOperator.Equal, FilterOperator.EqualExactly, FilterOperator.OneOf],
        FieldKind.Date or FieldKind.Time or FieldKind.Number => [FilterOperator.Equal, FilterOperator.OneOf, .. Order],
        FieldKind.Flag => [FilterOperator.Equal],
        FieldKind.Id => [FilterOperator.Begins, FilterOperator.Equal, FilterOperator.OneOf, .. Order],
        FieldKind.Language or FieldKind.Has => [FilterOperator.Equal, FilterOperator.OneOf],
        _ => [],
    };

    private static Dictionary<string, FilterField> CreateIndex()
    {
        var index = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        (string Short, string Name)[] aliases =
            [("t", "text"), ("txt", "text"), ("d", ImageMember.Date.Name), ("k", ImageMember.Keywords.Name), ("key", ImageMember.Keywords.Name), ("ai", ImageMember.AiGenerated.Name)];
        foreach (var (shortName, name) in aliases)
        {
            index.Add(shortName, index[name]);
        }

        return index;
    }
}

/// <summary>The kind of a field, which decides its operators and the format of its values.</summary>
internal enum FieldKind
{
    Id,
    Url,
    Text,

    /// <summary>Several members in which words are searched together.</summary>
    Words,
    List,
    Flag,
    Date,
    Time,
    Number,
    Language,

    /// <summary>The names of members that have a value.</summary>
    Has,
}
