namespace Wesog.Operations;

/// <summary>A body that is not well-formed JSON in UTF-8.</summary>
/// <remarks><c>docs/http.md</c>, section "Responses" (400).</remarks>
/// <param name="line">The line of the first invalid byte, from 1.</param>
/// <param name="position">The position of the first invalid byte in its line, from 1.</param>
/// <param name="cause">The probable cause.</param>
/// <param name="advice">The probable cause as text, and the next step.</param>
public sealed class MalformedJsonException(
    long line, long position, MalformedJsonCause cause = MalformedJsonCause.Unknown, string advice = "Correct it and send it again.")
    : WesogException($"The body is not well-formed JSON in UTF-8: line {line}, byte {position}. {advice}")
{
    /// <summary>The line of the first invalid byte, from 1.</summary>
    public long Line { get; } = line;

    /// <summary>The position of the first invalid byte in its line, from 1.</summary>
    public long Position { get; } = position;

    /// <summary>The probable cause.</summary>
    public MalformedJsonCause Cause { get; } = cause;

    /// <summary>The probable cause as text, and the next step, in the text language of the submission.</summary>
    public string Advice { get; } = advice;
}

/// <summary>The probable cause of malformed JSON, determined from the bytes around the first invalid byte.</summary>
public enum MalformedJsonCause
{
    /// <summary>The bytes do not show the cause.</summary>
    Unknown,

    /// <summary>The body is empty or contains only white space.</summary>
    EmptyBody,

    /// <summary>The body ends within a value: it was cut, or a bracket or a quotation mark is missing.</summary>
    EndOfInput,

    /// <summary>Several values on separate lines: newline-delimited JSON, sent as JSON.</summary>
    NewlineDelimited,

    /// <summary>Something follows the value that is the whole body.</summary>
    TextAfterEnd,

    /// <summary>In newline-delimited JSON, an item continues on the next line, as in pretty-printed JSON.</summary>
    ItemAcrossLines,

    /// <summary>In newline-delimited JSON, something follows the item of a line.</summary>
    TextAfterItem,

    /// <summary><c>NaN</c> or <c>Infinity</c>.</summary>
    NonFiniteNumber,

    /// <summary>A comma before a closing bracket.</summary>
    TrailingComma,

    /// <summary>No comma between two values.</summary>
    MissingComma,

    /// <summary>Single or typographic quotation marks.</summary>
    WrongQuotes,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A name without quotation marks.</summary>
    UnquotedName,

    /// <summary>A text without quotation marks.</summary>
    UnquotedText,

    /// <summary>A control character, such as a line break within a string.</summary>
    ControlCharacter,

    /// <summary>A back slash that does not begin an escape, as in a file path.</summary>
    InvalidEscape,

    /// <summary>Bytes that are not UTF-8, such as those of Latin-1 and Windows-1252.</summary>
    OtherEncoding,

    /// <summary>UTF-16 or UTF-32, with or without a byte order mark.</summary>
    Utf16,

    /// <summary>Compressed bytes, sent without the header.</summary>
    CompressedBytes,

    /// <summary>No colon after the name of a field, or no quotation mark at the end of the name.</summary>
    MissingColon,

    /// <summary><c>null</c>, <c>true</c> or <c>false</c> as another language writes it, such as <c>None</c> and <c>True</c>.</summary>
    ForeignLiteral,

    /// <summary>A number in a form that JSON does not have, or a text without quotation marks that begins with a digit, such as a date.</summary>
    InvalidNumber,

    /// <summary>A quotation mark within a text without a back slash, or none at the end of a text.</summary>
    UnbalancedQuotes,

    /// <summary>A comma after a comma or after an opening bracket.</summary>
    ExtraComma,

    /// <summary>A closing bracket of another kind than the opening one.</summary>
    MismatchedBracket,

    /// <summary>Arrays and objects nested beyond the limit.</summary>
    TooDeep,

    /// <summary>HTML or XML.</summary>
    MarkupText,
}
