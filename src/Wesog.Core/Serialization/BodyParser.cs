using System.Text.Json;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>Finds the items of a body.</summary>
internal abstract class BodyParser(BodyBuffer body)
{
    // The default of JsonReaderOptions.MaxDepth.
    private const int MaxLevels = 64;

    /// <summary>Whether a complete value ends before the next token: the whole body, or the item of a line.</summary>
    public bool IsAfterValue { get; protected set; }

    /// <summary>Whether the body begins with another type than its layout requires.</summary>
    public virtual bool IsOtherKind => false;

    protected BodyBuffer Body { get; } = body;

    /// <summary>Parses and consumes the complete values in the buffer.</summary>
    /// <returns>Whether the body ends; otherwise fill the buffer and call again.</returns>
    /// <exception cref="JsonFaultException">The body is not well-formed.</exception>
    public abstract bool Parse();

    /// <param name="error">The error.</param>
    /// <param name="reader">The reader that threw it.</param>
    /// <param name="line">The number of lines before the first byte of the reader.</param>
    /// <param name="column">The number of bytes before it in its line.</param>
    protected JsonFaultException Malformed(JsonException error, scoped ref readonly Utf8JsonReader reader, long line, long column)
    {
        var errorLine = error.LineNumber ?? 0;
        var errorColumn = (errorLine == 0 ? column : 0) + (error.BytePositionInLine ?? 0);
        var offset = OffsetOf(line + errorLine, errorColumn);
        return new(line + errorLine + 1, errorColumn + 1, offset)
        {
            // The reader has a value only if it failed to find the colon after a name.
            IsAfterName = reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty,
            IsTooDeep = LevelsOf(in reader) >= MaxLevels && Body.Unread[offset..] is [(byte)'{' or (byte)'[', ..],
        };
    }

    /// <summary>Whether the current token ends the outermost value.</summary>
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

/// <summary>Parses NDJSON: every line that is not blank is an item.</summary>
internal sealed class LinesParser(BodyBuffer body, ItemReader items) : BodyParser(body)
{
    public override bool Parse()
    {
        while (true)
        {
            var unread = Body.Unread;
            var length = unread.IndexOf((byte)'\n');
            if (length < 0 && !Body.IsComplete)
            {
                FindEarlierError(unread);
                Body.Advance(unread.IndexOfAnyExcept(" \t\r"u8) is var blank and >= 0 ? blank : unread.Length);
                return false;
            }

            var line = length < 0 ? unread : unread[..length];
            if (line.ContainsAnyExcept(" \t\r"u8))
            {
                ParseLine(line);
            }

            Body.Advance(length < 0 ? line.Length : line.Length + 1);
            if (length < 0)
            {
                return true;
            }
        }
    }

    private void ParseLine(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            IsAfterValue = false;
            reader.Read();
            items.TryRead(ref reader);
            IsAfterValue = true;

            // Throws if something follows the value.
            reader.Read();
        }
        catch (JsonException error)
        {
            throw Malformed(error, in reader, Body.Line, Body.Column);
        }
    }

    // If bytes that are not UTF-8 end the line, an error before them comes first.
    private void FindEarlierError(ReadOnlySpan<byte> unread)
    {
        if (!Body.IsBroken)
        {
            return;
        }

        var reader = new Utf8JsonReader(unread, isFinalBlock: false, default);
        try
        {
            IsAfterValue = false;
            while (reader.Read())
            {
                IsAfterValue = IsEnd(in reader);
            }
        }
        catch (JsonException error)
        {
            throw Malformed(error, in reader, Body.Line, Body.Column);
        }
    }
}

/// <summary>Parses one JSON text: an array of items, or an item. Reads an incomplete item again when the buffer has more of it.</summary>
internal sealed class DocumentParser(BodyBuffer body, ItemReader items, BatchLayout layout, Language language) : BodyParser(body)
{
    private JsonReaderState _state;
    private Stage _stage = Stage.Start;
    private OtherBody _other;

    private enum Stage
    {
        Start,
        Items,
        Rest,
        RestOfWrong,
    }

    public override bool IsOtherKind => _stage == Stage.RestOfWrong;

    public override bool Parse()
    {
        var unread = Body.Unread;
        var consumed = 0;
        var reader = new Utf8JsonReader(unread, Body.IsComplete, _state);
        try
        {
            bool isToken;
            while ((isToken = reader.Read()) && TryTake(ref reader))
            {
                (_state, consumed) = (reader.CurrentState, (int)reader.BytesConsumed);
                IsAfterValue = IsEnd(in reader);
            }

            if (!isToken)
            {
                // The reader has consumed white space at most.
                (_state, consumed) = (reader.CurrentState, (int)reader.BytesConsumed);
            }
        }
        catch (JsonException error)
        {
            throw Malformed(error, in reader, 0, Body.MarkLength);
        }

        Body.Advance(consumed);
        if (Body.IsComplete && _stage == Stage.RestOfWrong)
        {
            throw _other.ToException(layout, language);
        }

        return Body.IsComplete;
    }

    /// <returns>Whether the value that begins with the current token is complete.</returns>
    private bool TryTake(ref Utf8JsonReader reader)
    {
        switch (_stage)
        {
            case Stage.Start when layout == BatchLayout.Array && reader.TokenType == JsonTokenType.StartArray:
                _stage = Stage.Items;
                return true;
            case Stage.Start when layout == BatchLayout.One && reader.TokenType == JsonTokenType.StartObject:
                if (!items.TryRead(ref reader))
                {
                    return false;
                }

                _stage = Stage.Rest;
                return true;
            case Stage.Start:
                // Malformed JSON takes precedence over the wrong type, so read the rest.
                _stage = Stage.RestOfWrong;
                _other.Begin(in reader);
                return true;
            case Stage.RestOfWrong:
                _other.Continue(in reader);
                return true;
            case Stage.Items when reader.TokenType == JsonTokenType.EndArray:
                _stage = Stage.Rest;
                return true;
            case Stage.Items:
                return items.TryRead(ref reader);
            default:
                return true;
        }
    }
}
