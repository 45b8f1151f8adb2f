using Wesog.Images;
using Wesog.Query.Formulas;

namespace Wesog.Query.Matching;

/// <summary>Compares a date, a time or a number with spans of values: whether the comparison holds with one of them.</summary>
internal sealed class SpanTest(FilterOperator comparison, ValueSpan[] spans)
{
    public bool Matches(ValueSpan value)
    {
        foreach (var span in spans)
        {
            if (value.Holds(comparison, span))
            {
                return true;
            }
        }

        return false;
    }

    public bool Matches(long value) => Matches(new ValueSpan(value, value));
}

/// <summary>Compares the time at which the image was added or last written.</summary>
internal sealed class TimeMatcher(bool isCreation, SpanTest spans) : Matcher
{
    public override bool Matches(ref ImageReader image) =>
        spans.Matches((isCreation ? image.Image.CreatedAt : image.Image.UpdatedAt).ToUnixTimeMilliseconds());
}

/// <summary>Compares the revision.</summary>
internal sealed class RevisionMatcher(SpanTest spans) : Matcher
{
    public override bool Matches(ref ImageReader image) => spans.Matches(image.Image.Revision);
}

/// <summary>Compares the language.</summary>
internal sealed class LanguageMatcher(IEnumerable<string> codes) : Matcher
{
    private readonly HashSet<string> _codes = [.. codes];

    public override bool Matches(ref ImageReader image) => _codes.Contains(image.Image.Lang.ToCode());
}

/// <summary>Compares a boolean. A member without a value does not match.</summary>
internal sealed class FlagMatcher(ImageMember member, bool value) : Matcher
{
    public override bool Matches(ref ImageReader image) => image.TryFind(member, out var position) && image.ReadFlag(position) == value;
}

/// <summary>Tests whether all or one of several fields have a value. A group has one if one of its members does.</summary>
internal sealed class HasMatcher(FilterField[] fields, bool needsOne) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        foreach (var field in fields)
        {
            if (HasValue(field, ref image) == needsOne)
            {
                return needsOne;
            }
        }

        return !needsOne;
    }

    private static bool HasValue(FilterField field, ref ImageReader image)
    {
        foreach (var member in field.Members)
        {
            // Members that are not stored are in the header, which is complete.
            if (member.Index >= ImageMember.StoredCount || image.TryFind(member, out _))
            {
                return true;
            }
        }

        return false;
    }
}
