using System.Text.Json;

namespace Wesog.Serialization;

/// <summary>Finds the items of a body in its layout.</summary>
internal abstract class BodyParser(BodyBuffer body)
{
    // The default of JsonReaderOptions.MaxDepth.
    private const int MaxLevels = 64;

    /// <summary>Whether a complete value stands before what is read next: the whole body, or the item of a line.</summary>
    public bool IsAfterValue { get; protected set; }

    /// <summary>Whether the body begins with something else than its layout asks for.</summary>
    public virtual bool IsOtherKind => false;

    protected BodyBuffer Body { get; } = body;

    /// <summary>Consumes what can be consumed of what is there.</summary>
    /// <returns>Whether the body is at its end; otherwise it must be filled first.</returns>
    /// <exception cref="JsonFaultException">It is not well-formed.</exception>
    public abstract bool Parse();

    /// <param name="error">The error.</param>
    /// <param name="reader">The reader that threw it.</param>
    /// <param name="line">The lines before the reader's first byte.</param>
    /// <param name="column">The bytes before it in its line.</param>
    protected JsonFaultException Malformed(JsonException error, scoped ref readonly Utf8JsonReader reader, long line, long column)
    {
        var errorLine = error.LineNumber ?? 0;
        var errorColumn = (errorLine == 0 ? column : 0) + (error.BytePositionInLine ?? 0);
        var offset = OffsetOf(line + errorLine, errorColumn);
        return new(line + errorLine + 1, errorColumn + 1, offset)
        {
            // The reader has the text of a name before it looks for the colon; of any other token that fails it has none.
            IsAfterName = reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty,
            IsTooDeep = LevelsOf(in reader) >= MaxLevels && Body.Unread[offset..] is [(byte)'{' or (byte)'[', ..],
        };
    }

    /// <summary>Whether the token that was read ends the outermost value.</summary>
    protected static bool IsEnd(scoped ref readonly Utf8JsonReader reader) =>
        reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject);

    private static int LevelsOf(scoped ref readonly Utf8JsonReader reader) =>
        reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0);

    private int OffsetOf(long line, long column)
    {
        var unread = Body.Unread;
        if (line == Body.Line)
        {
            return (int)Math.Clamp(column - Body.Column, 0, unread.Length);
        }

        var start = 0;
        for (var left = line - Body.Line; left > 0; left--)
        {
            start += unread[start..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(start + column, unread.Length);
    }
}
