using System.Text.Json;

namespace Wesog.Serialization;

/// <summary>Finds the items of a body in its layout.</summary>
internal abstract class BodyParser(BodyBuffer body)
{
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
    /// <param name="line">The lines before the reader's first byte.</param>
    /// <param name="column">The bytes before it in its line.</param>
    protected JsonFaultException Malformed(JsonException error, long line, long column)
    {
        var errorLine = error.LineNumber ?? 0;
        var errorColumn = (errorLine == 0 ? column : 0) + (error.BytePositionInLine ?? 0);
        return new(line + errorLine + 1, errorColumn + 1, OffsetOf(line + errorLine, errorColumn));
    }

    /// <summary>Whether the token that was read ends the outermost value.</summary>
    protected static bool IsEnd(scoped ref readonly Utf8JsonReader reader) =>
        reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject);

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
