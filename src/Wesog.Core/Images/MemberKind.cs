namespace Wesog.Images;

/// <summary>The kind of an image's member, which decides the rules and the format of its values.</summary>
public enum MemberKind
{
    /// <summary>The id: a string.</summary>
    Id,

    /// <summary>An absolute http or https URL: a string.</summary>
    Url,

    /// <summary>A text: a string.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Flag,

    /// <summary>A calendar date, a month or a year: a string.</summary>
    Date,

    /// <summary>An array of strings.</summary>
    List,

    /// <summary>One of the codes of <see cref="LanguageCodes"/>: a string.</summary>
    Language,

    /// <summary>A member that the engine sets. A client can send it with any value; the engine ignores it.</summary>
    ReadOnly,
}
