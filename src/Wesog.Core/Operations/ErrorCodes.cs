namespace Wesog.Operations;

/// <summary>The codes of <see cref="OperationError"/>: stable, lower-case, never translated.</summary>
/// <remarks><c>docs/specification.md</c>, section "Operations".</remarks>
public static class ErrorCodes
{
    /// <summary>A strict add of an existing id.</summary>
    public const string IdExists = "id_exists";

    /// <summary>A strict replacement or modification of a missing id.</summary>
    public const string IdMissing = "id_missing";

    /// <summary>A required member has no value.</summary>
    public const string Required = "required";

    /// <summary>A value of the wrong JSON type.</summary>
    public const string InvalidType = "invalid_type";

    /// <summary>Not an absolute http or https URL with a host and without credentials.</summary>
    public const string InvalidUrl = "invalid_url";

    /// <summary>Not a calendar date, month or year that exists, written <c>YYYY-MM-DD</c>, <c>YYYY-MM</c> or <c>YYYY</c>.</summary>
    public const string InvalidDate = "invalid_date";

    /// <summary>A text that exceeds its limit.</summary>
    public const string TooLong = "too_long";

    /// <summary>A list that exceeds its limit.</summary>
    public const string TooMany = "too_many";

    /// <summary>An empty id, URL or list entry.</summary>
    public const string Empty = "empty";

    /// <summary>A text with a NUL or a lone surrogate; an id with a control character, or with white space or an invisible character at an end.</summary>
    public const string InvalidText = "invalid_text";

    /// <summary>An unknown member.</summary>
    public const string UnknownField = "unknown_field";

    /// <summary>A repeated member.</summary>
    public const string RepeatedField = "repeated_field";

    /// <summary>The id in the path and the id in the body differ.</summary>
    public const string IdMismatch = "id_mismatch";

    /// <summary>A value that is not in its set: a language, a method.</summary>
    public const string InvalidValue = "invalid_value";

    /// <summary>The image has another revision than <see cref="BatchItem.IfRevision"/>, or, in a relaxed operation, does not exist.</summary>
    public const string RevisionMismatch = "revision_mismatch";

    /// <summary>The <see cref="ImagePrecondition"/> of the item does not hold.</summary>
    public const string PreconditionFailed = "precondition_failed";

    /// <summary>Internal errors stopped the execution of the operation <see cref="EngineLimits.MaxAttempts"/> times.</summary>
    public const string Poisoned = "poisoned";

    /// <summary>Part of what the store keeps is damaged, and the operation needs it.</summary>
    public const string Damaged = "damaged";
}
