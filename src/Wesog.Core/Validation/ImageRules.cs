using Wesog.Images;

namespace Wesog.Validation;

/// <summary>
/// Validates the values of members, equally for JSON and objects. A value can break two rules: one of its length and one of its format. A value
/// with invalid characters is not checked for its format.
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

    /// <summary>Whether the length alone shows that a text without NUL and lone surrogates is valid.</summary>
    /// <param name="member">The member.</param>
    /// <param name="length">The number of UTF-16 code units, or of UTF-8 bytes, which are at least as many.</param>
    public bool PassesFastPath(ImageMember member, int length) =>
        member.Kind is MemberKind.Text or MemberKind.List
        && length <= _maxLengths[member.Index]
        && (length > 0 || member.Kind == MemberKind.Text);

    /// <param name="member">The member.</param>
    /// <param name="value">The text.</param>
    /// <param name="isPlain">Whether the text is known to have neither a NUL nor a lone surrogate.</param>
    /// <returns>Whether the value is valid.</returns>
    public bool Check(ImageMember member, ReadOnlySpan<char> value, bool isPlain = false) =>
        Check(member, new FaultField(member.Name), value, isPlain);

    /// <param name="list">The list.</param>
    /// <param name="field">The entry of the list, or of its edit.</param>
    /// <param name="value">The entry.</param>
    /// <param name="isPlain">Whether the text is known to have neither a NUL nor a lone surrogate.</param>
    public void CheckEntry(ImageMember list, FaultField field, ReadOnlySpan<char> value, bool isPlain) => Check(list, field, value, isPlain);

    /// <param name="field">The list, or the part of its edit.</param>
    /// <param name="count">The number of its entries.</param>
    public void CheckCount(FaultField field, int count)
    {
        if (count > _maxEntries)
        {
            _faults.Add(new(ValidationRule.TooMany, Max: _maxEntries), field, actual: count);
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
            _faults.Add(new(ValidationRule.TooLong, Max: max), field, actual: value.Length);
        }

        var fault = ValidateCharacters(member.Kind, value, isPlain) ?? ValidateFormat(member.Kind, value);
        if (fault is { } found)
        {
            _faults.Add(found, field, value);
        }

        return !tooLong && fault is null;
    }

    // The id in a URL has lone surrogates in place of bytes that are not UTF-8.
    private static ValueFault? ValidateCharacters(MemberKind kind, ReadOnlySpan<char> value, bool isPlain) =>
        isPlain || TextRule.Validate(value) is not { } rule ? null
        : kind == MemberKind.Id && rule == ValidationRule.LoneSurrogate ? new(ValidationRule.IdNotText)
        : new(rule);

    private static ValueFault? ValidateFormat(MemberKind kind, ReadOnlySpan<char> value) => kind switch
    {
        MemberKind.Id => IdRule.Validate(value),
        MemberKind.Url => UrlRule.Validate(value),
        MemberKind.Date => DateRule.Validate(value),
        MemberKind.Language => LanguageCodes.TryParse(value, out _) ? null : new(ValidationRule.Language),
        _ => null,
    };
}
