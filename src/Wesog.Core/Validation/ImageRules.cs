using Wesog.Images;

namespace Wesog.Validation;

/// <summary>
/// The rules of the members' values, the same for JSON and for objects. A value may break several: its length and its
/// shape are judged apart, but where its characters are wrong its shape says nothing.
/// </summary>
internal sealed class ImageRules
{
    private readonly ValidationErrorCollector _faults;
    private readonly int _maxEntries;
    private readonly int[] _maxLengths;

    public ImageRules(ImageLimits limits, ValidationErrorCollector faults)
    {
        _faults = faults;
        _maxEntries = limits.MaxListEntries;
        _maxLengths = new int[ImageMember.All.Count];
        foreach (var member in ImageMember.All)
        {
            _maxLengths[member.Index] = member.MaxLength(limits) ?? int.MaxValue;
        }
    }

    /// <summary>Whether a plain text, in which neither a NUL nor a lone surrogate can stand, is good by its length alone.</summary>
    /// <param name="member">Whose.</param>
    /// <param name="length">Its UTF-16 units, or its UTF-8 bytes, which are no fewer.</param>
    public bool PassesFastPath(ImageMember member, int length) =>
        member.Kind is MemberKind.Text or MemberKind.List
        && length <= _maxLengths[member.Index]
        && (length > 0 || member.Kind == MemberKind.Text);

    /// <param name="member">Whose.</param>
    /// <param name="value">The text.</param>
    /// <param name="isPlain">Whether it is known to hold neither a NUL nor a lone surrogate.</param>
    /// <returns>Whether the value is good.</returns>
    public bool Check(ImageMember member, ReadOnlySpan<char> value, bool isPlain = false) =>
        Check(member, new FaultField(member.Name), value, isPlain);

    /// <inheritdoc cref="Check(ImageMember, ReadOnlySpan{char}, bool)"/>
    /// <param name="list">Whose.</param>
    /// <param name="entry">Which one.</param>
    /// <param name="value">The text.</param>
    /// <param name="isPlain">Whether it is known to hold neither a NUL nor a lone surrogate.</param>
    public void CheckEntry(ImageMember list, int entry, ReadOnlySpan<char> value, bool isPlain) =>
        Check(list, new FaultField(list.Name, entry), value, isPlain);

    public void CheckCount(ImageMember list, int count)
    {
        if (count > _maxEntries)
        {
            _faults.Add(ValidationRule.TooMany, new FaultField(list.Name), max: _maxEntries, actual: count);
        }
    }

    private bool Check(ImageMember member, FaultField field, ReadOnlySpan<char> value, bool isPlain)
    {
        if (value.IsEmpty && member.Kind is MemberKind.Id or MemberKind.Url or MemberKind.List)
        {
            _faults.Add(member.Kind == MemberKind.Id ? ValidationRule.EmptyId : ValidationRule.Empty, field);
            return false;
        }

        var max = _maxLengths[member.Index];
        var tooLong = value.Length > max;
        if (tooLong)
        {
            _faults.Add(ValidationRule.TooLong, field, max: max, actual: value.Length);
        }

        var fault = JudgeCharacters(member.Kind, value, isPlain) ?? JudgeShape(member.Kind, value);
        if (fault is { } found)
        {
            _faults.Add(found, field, value);
        }

        return !tooLong && fault is null;
    }

    // An id comes from a URL, too, where the bytes that are not UTF-8 were made lone surrogates.
    private static ValueFault? JudgeCharacters(MemberKind kind, ReadOnlySpan<char> value, bool isPlain) =>
        isPlain || TextRule.Validate(value) is not { } rule ? null
        : kind == MemberKind.Id && rule == ValidationRule.LoneSurrogate ? new(ValidationRule.IdNotText)
        : new(rule);

    private static ValueFault? JudgeShape(MemberKind kind, ReadOnlySpan<char> value) => kind switch
    {
        MemberKind.Id => IdRule.Validate(value),
        MemberKind.Url => UrlRule.Validate(value),
        MemberKind.Date => DateRule.Validate(value),
        MemberKind.Language => LanguageCodes.TryParse(value, out _) ? null : new(ValidationRule.Language),
        _ => null,
    };
}
