namespace Wesog.Operations;

/// <summary>Why a body is probably not well-formed JSON: a guess from the bytes around the first wrong one.</summary>
public enum MalformedJsonCause
{
    /// <summary>The bytes say nothing about the cause.</summary>
    Unknown,

    /// <summary>The body is empty, or holds white space only.</summary>
    EmptyBody,

    /// <summary>The body ends within a value: it was cut, or a bracket or a quotation mark is missing.</summary>
    EndOfInput,

    /// <summary>Several values on lines of their own: newline-delimited JSON, sent as JSON.</summary>
    NewlineDelimited,

    /// <summary>Something follows the value that is the whole body.</summary>
    TextAfterEnd,

    /// <summary>In newline-delimited JSON, an item goes on in the next line, as in pretty-printed JSON.</summary>
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

    /// <summary>A back slash that begins no escape, such as that of a file path.</summary>
    InvalidEscape,

    /// <summary>Bytes that are no UTF-8, such as those of Latin-1 and Windows-1252.</summary>
    OtherEncoding,

    /// <summary>UTF-16 or UTF-32, with or without a byte order mark.</summary>
    Utf16,

    /// <summary>Compressed bytes, sent as if they were not.</summary>
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

    /// <summary>A closing bracket of another kind than the one that was opened.</summary>
    MismatchedBracket,

    /// <summary>Arrays and objects within each other, more levels than the limit.</summary>
    TooDeep,

    /// <summary>HTML or XML.</summary>
    MarkupText,
}
