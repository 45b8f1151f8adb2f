using Wesog.Operations;

namespace Wesog.Validation;

/// <summary>A rule that an item can break.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Text">The key of the text, which is more specific than the code.</param>
internal sealed record ValidationRule(string Code, string Text)
{
    public static readonly ValidationRule Required = new(ErrorCodes.Required, "required");
    public static readonly ValidationRule RequiredToReplace = new(ErrorCodes.Required, "required.replace");
    public static readonly ValidationRule EmptyEdit = new(ErrorCodes.Required, "required.edit");
    public static readonly ValidationRule NotClearable = new(ErrorCodes.Required, "required.clear");

    public static readonly ValidationRule NoItem = new(ErrorCodes.InvalidType, "invalid_type.item");
    public static readonly ValidationRule NoDeletion = new(ErrorCodes.InvalidType, "invalid_type.deletion");
    public static readonly ValidationRule NoObject = new(ErrorCodes.InvalidType, "invalid_type.object");
    public static readonly ValidationRule NestedItem = new(ErrorCodes.InvalidType, "invalid_type.item.array");
    public static readonly ValidationRule NoString = new(ErrorCodes.InvalidType, "invalid_type.string");
    public static readonly ValidationRule SeveralTexts = new(ErrorCodes.InvalidType, "invalid_type.string.array");
    public static readonly ValidationRule ObjectForText = new(ErrorCodes.InvalidType, "invalid_type.string.object");
    public static readonly ValidationRule SeveralIds = new(ErrorCodes.InvalidType, "invalid_type.id.array");
    public static readonly ValidationRule NullEntry = new(ErrorCodes.InvalidType, "invalid_type.entry.null");
    public static readonly ValidationRule NestedEntries = new(ErrorCodes.InvalidType, "invalid_type.entry.array");
    public static readonly ValidationRule ArrayInLine = new(ErrorCodes.InvalidType, "invalid_type.item.array.lines");
    public static readonly ValidationRule EncodedTwice = new(ErrorCodes.InvalidType, "invalid_type.item.string");
    public static readonly ValidationRule NoUrl = new(ErrorCodes.InvalidType, "invalid_type.url");
    public static readonly ValidationRule NoDate = new(ErrorCodes.InvalidType, "invalid_type.date");
    public static readonly ValidationRule NumberForDate = new(ErrorCodes.InvalidType, "invalid_type.date.number");
    public static readonly ValidationRule NoLanguage = new(ErrorCodes.InvalidType, "invalid_type.lang");
    public static readonly ValidationRule NoMethod = new(ErrorCodes.InvalidType, "invalid_type.method");
    public static readonly ValidationRule NoBoolean = new(ErrorCodes.InvalidType, "invalid_type.boolean");
    public static readonly ValidationRule NoRevision = new(ErrorCodes.InvalidType, "invalid_type.revision");
    public static readonly ValidationRule NoArrayOrEdit = new(ErrorCodes.InvalidType, "invalid_type.array.edit");
    public static readonly ValidationRule NoArray = new(ErrorCodes.InvalidType, "invalid_type.array");

    public static readonly ValidationRule UrlScheme = new(ErrorCodes.InvalidUrl, "invalid_url.scheme");
    public static readonly ValidationRule UrlOtherScheme = new(ErrorCodes.InvalidUrl, "invalid_url.other_scheme");
    public static readonly ValidationRule UrlWhiteSpaceAtEnd = new(ErrorCodes.InvalidUrl, "invalid_url.white_space");
    public static readonly ValidationRule UrlCharacter = new(ErrorCodes.InvalidUrl, "invalid_url.character");
    public static readonly ValidationRule UrlBackslash = new(ErrorCodes.InvalidUrl, "invalid_url.backslash");
    public static readonly ValidationRule UrlUnwanted = new(ErrorCodes.InvalidUrl, "invalid_url.unwanted");
    public static readonly ValidationRule UrlInvisible = new(ErrorCodes.InvalidUrl, "invalid_url.invisible");
    public static readonly ValidationRule UrlInvisibleInPath = new(ErrorCodes.InvalidUrl, "invalid_url.invisible.path");
    public static readonly ValidationRule UrlCredentials = new(ErrorCodes.InvalidUrl, "invalid_url.credentials");
    public static readonly ValidationRule UrlHost = new(ErrorCodes.InvalidUrl, "invalid_url.host");
    public static readonly ValidationRule UrlPort = new(ErrorCodes.InvalidUrl, "invalid_url.port");

    public static readonly ValidationRule Date = new(ErrorCodes.InvalidDate, "invalid_date");
    public static readonly ValidationRule DateForm = new(ErrorCodes.InvalidDate, "invalid_date.form");
    public static readonly ValidationRule DateZero = new(ErrorCodes.InvalidDate, "invalid_date.zero");
    public static readonly ValidationRule DateInvisible = new(ErrorCodes.InvalidDate, "invalid_date.invisible");
    public static readonly ValidationRule DateDay = new(ErrorCodes.InvalidDate, "invalid_date.day");
    public static readonly ValidationRule DateOrder = new(ErrorCodes.InvalidDate, "invalid_date.order");
    public static readonly ValidationRule TooLong = new(ErrorCodes.TooLong, "too_long");
    public static readonly ValidationRule TooMany = new(ErrorCodes.TooMany, "too_many");
    public static readonly ValidationRule Empty = new(ErrorCodes.Empty, "empty");
    public static readonly ValidationRule EmptyId = new(ErrorCodes.Empty, "empty.id");

    public static readonly ValidationRule Nul = new(ErrorCodes.InvalidText, "invalid_text.nul");
    public static readonly ValidationRule LoneSurrogate = new(ErrorCodes.InvalidText, "invalid_text.surrogate");
    public static readonly ValidationRule IdNotText = new(ErrorCodes.InvalidText, "invalid_text.id");
    public static readonly ValidationRule Control = new(ErrorCodes.InvalidText, "invalid_text.control");
    public static readonly ValidationRule WhiteSpaceAtEnd = new(ErrorCodes.InvalidText, "invalid_text.white_space");
    public static readonly ValidationRule InvisibleAtEnd = new(ErrorCodes.InvalidText, "invalid_text.invisible");
    public static readonly ValidationRule Dots = new(ErrorCodes.InvalidText, "invalid_text.dots");

    public static readonly ValidationRule UnknownField = new(ErrorCodes.UnknownField, "unknown_field");
    public static readonly ValidationRule MisspelledField = new(ErrorCodes.UnknownField, "unknown_field.near");
    public static readonly ValidationRule UnknownInDeletion = new(ErrorCodes.UnknownField, "unknown_field.deletion");
    public static readonly ValidationRule MisspelledInDeletion = new(ErrorCodes.UnknownField, "unknown_field.deletion.near");
    public static readonly ValidationRule UnknownInMixedDeletion = new(ErrorCodes.UnknownField, "unknown_field.deletion.mixed");
    public static readonly ValidationRule MisspelledInMixedDeletion = new(ErrorCodes.UnknownField, "unknown_field.deletion.mixed.near");
    public static readonly ValidationRule UnknownBesideImage = new(ErrorCodes.UnknownField, "unknown_field.mixed");
    public static readonly ValidationRule MisspelledBesideImage = new(ErrorCodes.UnknownField, "unknown_field.mixed.near");
    public static readonly ValidationRule UnknownInEdit = new(ErrorCodes.UnknownField, "unknown_field.edit");
    public static readonly ValidationRule MisspelledInEdit = new(ErrorCodes.UnknownField, "unknown_field.edit.near");
    public static readonly ValidationRule UnknownInQueryEdit = new(ErrorCodes.UnknownField, "unknown_field.query");
    public static readonly ValidationRule RepeatedField = new(ErrorCodes.RepeatedField, "repeated_field");
    public static readonly ValidationRule IdMismatch = new(ErrorCodes.IdMismatch, "id_mismatch");
    public static readonly ValidationRule Language = new(ErrorCodes.InvalidValue, "invalid_value.lang");
    public static readonly ValidationRule Revision = new(ErrorCodes.InvalidValue, "invalid_value.revision");
    public static readonly ValidationRule RevisionOfAddition = new(ErrorCodes.InvalidValue, "invalid_value.revision.add");
    public static readonly ValidationRule Method = new(ErrorCodes.InvalidValue, "invalid_value.method");
}
