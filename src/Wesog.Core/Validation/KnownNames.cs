using Wesog.Images;

namespace Wesog.Validation;

/// <summary>The names that an object can have, and the errors of other names.</summary>
/// <param name="Unknown">The error of a name that resembles none of them.</param>
/// <param name="Misspelled">The error of a name that is close to one of them.</param>
/// <param name="Names">The names.</param>
internal sealed record KnownNames(ValidationRule Unknown, ValidationRule Misspelled, IReadOnlyList<string> Names)
{
    /// <summary>The member of an item for the revision that it expects.</summary>
    public const string IfRevision = "if_revision";

    private static readonly KnownNames _image = new(
        ValidationRule.UnknownField,
        ValidationRule.MisspelledField,
        [.. ImageMember.All.Where(member => member.Kind != MemberKind.ReadOnly).Select(member => member.Name)]);

    private static readonly KnownNames _imageWithRevision = _image with { Names = [.. _image.Names, IfRevision] };

    private static readonly KnownNames _deletionWithRevision = new(
        ValidationRule.UnknownInDeletion, ValidationRule.MisspelledInDeletion, [ImageMember.Id.Name, IfRevision]);

    private static readonly KnownNames _deletion = new(
        ValidationRule.UnknownInMixedDeletion, ValidationRule.MisspelledInMixedDeletion, [ImageMember.Id.Name]);

    /// <summary>The members of an item that states its method.</summary>
    public static KnownNames OfMixedItem { get; } = new(
        ValidationRule.UnknownBesideImage, ValidationRule.MisspelledBesideImage, ["method", "image", IfRevision]);

    /// <summary>The members of the edit of a list.</summary>
    public static KnownNames OfListEdit { get; } = new(ValidationRule.UnknownInEdit, ValidationRule.MisspelledInEdit, ["add", "remove"]);

    /// <summary>The members of an image that a client can set.</summary>
    /// <param name="isMixed">Whether the item states its method, beside which the expected revision stands.</param>
    public static KnownNames OfImage(bool isMixed) => isMixed ? _image : _imageWithRevision;

    /// <summary>The members of a deletion.</summary>
    /// <param name="isMixed">Whether the item states its method, beside which the expected revision stands.</param>
    public static KnownNames OfDeletion(bool isMixed) => isMixed ? _deletion : _deletionWithRevision;

    public ValueFault Validate(ReadOnlySpan<char> name) =>
        NameDistance.Nearest(name, Names) is { } nearest ? new(Misspelled, Suggestion: nearest) : new(Unknown);
}

/// <summary>
/// Finds the known name closest to a misspelled name. Case and separators do not count (<c>altText</c> is <c>alt_text</c>). A long name
/// can differ more than a short one. If two names are equally close, there is no result.
/// </summary>
internal static class NameDistance
{
    // Longer than every known name. Limits the time of a comparison.
    private const int MaxLength = 32;

    // Swapped neighbours are one typing error, any other difference can be two.
    private const int SwapCost = 1;
    private const int EditCost = 2;

    /// <summary>Returns the closest name; null if no name is close enough.</summary>
    public static string? Nearest(ReadOnlySpan<char> name, IReadOnlyList<string> names)
    {
        Span<char> sent = stackalloc char[MaxLength];
        Span<char> known = stackalloc char[MaxLength];
        if (name.Length > MaxLength)
        {
            return null;
        }

        sent = sent[..Simplify(name, sent)];
        var (nearest, least) = ((string?)null, int.MaxValue);
        foreach (var candidate in names)
        {
            var simple = known[..Simplify(candidate, known)];
            var most = Tolerance(Math.Max(sent.Length, simple.Length));
            if (Math.Abs(sent.Length - simple.Length) * EditCost > most || Between(sent, simple) is var distance && (distance > most || distance > least))
            {
                continue;
            }

            (nearest, least) = (distance == least ? null : candidate, distance);
        }

        return nearest;
    }

    private static int Tolerance(int length) => length <= 4 ? Math.Min(length / 3, SwapCost) : length / 3 * EditCost;

    private static int Simplify(ReadOnlySpan<char> name, Span<char> simple)
    {
        var length = 0;
        foreach (var c in name)
        {
            if (c is not ('_' or '-' or ' '))
            {
                simple[length++] = char.ToLowerInvariant(c);
            }
        }

        return length;
    }

    // The optimal string alignment distance.
    private static int Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> table = stackalloc int[(MaxLength + 1) * (MaxLength + 1)];
        var width = right.Length + 1;
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[(i * width) + j] = (i + j) * EditCost;
                    continue;
                }

                var replaced = table[((i - 1) * width) + j - 1] + (left[i - 1] == right[j - 1] ? 0 : EditCost);
                var removed = table[((i - 1) * width) + j] + EditCost;
                var added = table[(i * width) + j - 1] + EditCost;
                var least = Math.Min(replaced, Math.Min(removed, added));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    least = Math.Min(least, table[((i - 2) * width) + j - 2] + SwapCost);
                }

                table[(i * width) + j] = least;
            }
        }

        return table[(left.Length * width) + right.Length];
    }
}
