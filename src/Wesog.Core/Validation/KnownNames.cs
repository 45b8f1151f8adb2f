using Wesog.Images;

namespace Wesog.Validation;

/// <summary>The names that an object takes, and what to say of another one.</summary>
/// <param name="Unknown">The fault of a name that is like none of them.</param>
/// <param name="Misspelled">The fault of a name that is nearly one of them.</param>
/// <param name="Names">The names.</param>
internal sealed record KnownNames(ValidationRule Unknown, ValidationRule Misspelled, IReadOnlyList<string> Names)
{
    /// <summary>The members of an image that a client may set.</summary>
    public static KnownNames OfImage { get; } = new(
        ValidationRule.UnknownField,
        ValidationRule.MisspelledField,
        [.. ImageMember.All.Where(member => member.Kind != MemberKind.ReadOnly).Select(member => member.Name)]);

    /// <summary>The member of a deletion.</summary>
    public static KnownNames OfDeletion { get; } = new(
        ValidationRule.UnknownInDeletion, ValidationRule.MisspelledInDeletion, [ImageMember.Id.Name]);

    /// <summary>The members of an item that names its method.</summary>
    public static KnownNames OfMixedItem { get; } = new(
        ValidationRule.UnknownBesideImage, ValidationRule.MisspelledBesideImage, ["method", "image"]);

    public ValueFault Validate(ReadOnlySpan<char> name) =>
        NameDistance.Nearest(name, Names) is { } nearest ? new(Misspelled, Suggestion: nearest) : new(Unknown);
}
