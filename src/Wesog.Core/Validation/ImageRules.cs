using Wesog.Images;

namespace Wesog.Validation;

/// <summary>
/// The rules of the members' values, the same for JSON and for objects. A value may break several: its length and its
/// shape are judged apart, but where its characters are wrong its shape says nothing.
/// </summary>
internal sealed class ImageRules
{
    private readonly FaultLog _faults;
    private readonly int _maxEntries;
    private readonly int[] _maxLengths;

    public ImageRules(ImageLimits limits, FaultLog faults)
    {
        _faults = faults;
        _maxEntries = limits.MaxListEntries;
        _maxLengths = [.. ImageMember.All.Select(member => member.MaxLength(limits))];
    }

    /// <summary>Whether a text without escapes is good by its number of UTF-8 bytes alone.</summary>
    /// <remarks>It has at most as many UTF-16 units, and neither a NUL nor a lone surrogate can stand in it.</remarks>
    public bool IsPlainlyGood(ImageMember member, int utf8Length) =>
        member.Kind is MemberKind.Text or MemberKind.List
        && utf8Length <= _maxLengths[member.Index]
        && (utf8Length > 0 || member.Kind == MemberKind.Text);

    /// <returns>Whether the value is good.</returns>
    public bool Check(ImageMember member, ReadOnlySpan<char> value) =>
        Check(member, new FaultField(member.Name), value);

    /// <returns>Whether the entry is good.</returns>
    public bool CheckEntry(ImageMember list, int entry, ReadOnlySpan<char> value) =>
        Check(list, new FaultField(list.Name, entry), value);

    public void CheckCount(ImageMember list, int count)
    {
        if (count > _maxEntries)
        {
            _faults.Add(FaultKind.TooMany, new FaultField(list.Name), max: _maxEntries, actual: count);
        }
    }

    private bool Check(ImageMember member, FaultField field, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty && member.Kind is MemberKind.Id or MemberKind.Url or MemberKind.List)
        {
            _faults.Add(FaultKind.Empty, field);
            return false;
        }

        var max = _maxLengths[member.Index];
        var tooLong = value.Length > max;
        if (tooLong)
        {
            _faults.Add(FaultKind.TooLong, field, max: max, actual: value.Length);
        }

        var fault = TextRule.Judge(value) ?? JudgeShape(member.Kind, value);
        if (fault is not null)
        {
            _faults.Add(fault, field, value);
        }

        return !tooLong && fault is null;
    }

    private static FaultKind? JudgeShape(MemberKind kind, ReadOnlySpan<char> value) => kind switch
    {
        MemberKind.Id => IdRule.Judge(value),
        MemberKind.Url => UrlRule.Judge(value),
        MemberKind.Date => DateRule.Judge(value),
        MemberKind.Language => LanguageCodes.TryParse(value, out _) ? null : FaultKind.Language,
        _ => null,
    };
}
