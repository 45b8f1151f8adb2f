using Wesog.Operations;

namespace Wesog.Validation;

/// <summary>A kind of payload fault.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Text">The key of the text that says it, finer than the code.</param>
internal sealed record FaultKind(string Code, string Text)
{
    public static readonly FaultKind Required = new(ErrorCodes.Required, "required");
    public static readonly FaultKind RequiredToReplace = new(ErrorCodes.Required, "required.replace");
    public static readonly FaultKind NotClearable = new(ErrorCodes.Required, "required.clear");

    public static readonly FaultKind NoItem = new(ErrorCodes.InvalidType, "invalid_type.item");
    public static readonly FaultKind NoDeletion = new(ErrorCodes.InvalidType, "invalid_type.deletion");
    public static readonly FaultKind NoObject = new(ErrorCodes.InvalidType, "invalid_type.object");
    public static readonly FaultKind NestedItem = new(ErrorCodes.InvalidType, "invalid_type.item.array");
    public static readonly FaultKind NoString = new(ErrorCodes.InvalidType, "invalid_type.string");
    public static readonly FaultKind SeveralTexts = new(ErrorCodes.InvalidType, "invalid_type.string.array");
    public static readonly FaultKind ObjectForText = new(ErrorCodes.InvalidType, "invalid_type.string.object");
    public static readonly FaultKind SeveralIds = new(ErrorCodes.InvalidType, "invalid_type.id.array");
    public static readonly FaultKind NullEntry = new(ErrorCodes.InvalidType, "invalid_type.entry.null");
    public static readonly FaultKind NestedEntries = new(ErrorCodes.InvalidType, "invalid_type.entry.array");
    public static readonly FaultKind NoUrl = new(ErrorCodes.InvalidType, "invalid_type.url");
    public static readonly FaultKind NoDate = new(ErrorCodes.InvalidType, "invalid_type.date");
    public static readonly FaultKind NumberForDate = new(ErrorCodes.InvalidType, "invalid_type.date.number");
    public static readonly FaultKind NoLanguage = new(ErrorCodes.InvalidType, "invalid_type.lang");
    public static readonly FaultKind NoMethod = new(ErrorCodes.InvalidType, "invalid_type.method");
    public static readonly FaultKind NoBoolean = new(ErrorCodes.InvalidType, "invalid_type.boolean");
    public static readonly FaultKind NoArray = new(ErrorCodes.InvalidType, "invalid_type.array");

    public static readonly FaultKind UrlScheme = new(ErrorCodes.InvalidUrl, "invalid_url.scheme");
    public static readonly FaultKind UrlWhiteSpaceAtEnd = new(ErrorCodes.InvalidUrl, "invalid_url.white_space");
    public static readonly FaultKind UrlCharacter = new(ErrorCodes.InvalidUrl, "invalid_url.character");
    public static readonly FaultKind UrlBackslash = new(ErrorCodes.InvalidUrl, "invalid_url.backslash");
    public static readonly FaultKind UrlUnwanted = new(ErrorCodes.InvalidUrl, "invalid_url.unwanted");
    public static readonly FaultKind UrlInvisible = new(ErrorCodes.InvalidUrl, "invalid_url.invisible");
    public static readonly FaultKind UrlInvisibleInPath = new(ErrorCodes.InvalidUrl, "invalid_url.invisible.path");
    public static readonly FaultKind UrlCredentials = new(ErrorCodes.InvalidUrl, "invalid_url.credentials");
    public static readonly FaultKind UrlHost = new(ErrorCodes.InvalidUrl, "invalid_url.host");
    public static readonly FaultKind UrlPort = new(ErrorCodes.InvalidUrl, "invalid_url.port");

    public static readonly FaultKind Date = new(ErrorCodes.InvalidDate, "invalid_date");
    public static readonly FaultKind DateForm = new(ErrorCodes.InvalidDate, "invalid_date.form");
    public static readonly FaultKind DateDay = new(ErrorCodes.InvalidDate, "invalid_date.day");
    public static readonly FaultKind DateOrder = new(ErrorCodes.InvalidDate, "invalid_date.order");
    public static readonly FaultKind TooLong = new(ErrorCodes.TooLong, "too_long");
    public static readonly FaultKind TooMany = new(ErrorCodes.TooMany, "too_many");
    public static readonly FaultKind Empty = new(ErrorCodes.Empty, "empty");

    public static readonly FaultKind Nul = new(ErrorCodes.InvalidText, "invalid_text.nul");
    public static readonly FaultKind LoneSurrogate = new(ErrorCodes.InvalidText, "invalid_text.surrogate");
    public static readonly FaultKind Control = new(ErrorCodes.InvalidText, "invalid_text.control");
    public static readonly FaultKind WhiteSpaceAtEnd = new(ErrorCodes.InvalidText, "invalid_text.white_space");
    public static readonly FaultKind InvisibleAtEnd = new(ErrorCodes.InvalidText, "invalid_text.invisible");
    public static readonly FaultKind Dots = new(ErrorCodes.InvalidText, "invalid_text.dots");

    public static readonly FaultKind UnknownField = new(ErrorCodes.UnknownField, "unknown_field");
    public static readonly FaultKind MisspelledField = new(ErrorCodes.UnknownField, "unknown_field.near");
    public static readonly FaultKind UnknownInDeletion = new(ErrorCodes.UnknownField, "unknown_field.deletion");
    public static readonly FaultKind MisspelledInDeletion = new(ErrorCodes.UnknownField, "unknown_field.deletion.near");
    public static readonly FaultKind UnknownBesideImage = new(ErrorCodes.UnknownField, "unknown_field.mixed");
    public static readonly FaultKind MisspelledBesideImage = new(ErrorCodes.UnknownField, "unknown_field.mixed.near");
    public static readonly FaultKind RepeatedField = new(ErrorCodes.RepeatedField, "repeated_field");
    public static readonly FaultKind IdMismatch = new(ErrorCodes.IdMismatch, "id_mismatch");
    public static readonly FaultKind Language = new(ErrorCodes.InvalidValue, "invalid_value.lang");
    public static readonly FaultKind Method = new(ErrorCodes.InvalidValue, "invalid_value.method");
}
