using System.Text.Json;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>Finds the items of a body in its layout.</summary>
internal abstract class BodyParser(BodyBuffer body)
{
    protected BodyBuffer Body { get; } = body;

    /// <summary>Consumes what can be consumed of what is there.</summary>
    /// <returns>Whether the body is at its end; otherwise it must be filled first.</returns>
    public abstract bool Parse();

    /// <param name="error">The error.</param>
    /// <param name="line">The lines before the reader's first byte.</param>
    /// <param name="column">The bytes before it in its line.</param>
    protected static MalformedJsonException Malformed(JsonException error, long line, long column)
    {
        var errorLine = error.LineNumber ?? 0;
        return new(line + errorLine + 1, (errorLine == 0 ? column : 0) + (error.BytePositionInLine ?? 0) + 1);
    }
}
