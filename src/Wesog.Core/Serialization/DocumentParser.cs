using System.Text.Json;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>
/// One JSON text: an array of items, or an item. Whatever the reader has not seen whole is read again, from the last
/// boundary, when more of the body is there.
/// </summary>
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
            while (TryStep(ref reader, unread))
            {
                _state = reader.CurrentState;
                consumed = (int)reader.BytesConsumed;
                IsAfterValue = IsEnd(in reader);
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

    /// <returns>Whether there is more to do.</returns>
    private bool TryStep(ref Utf8JsonReader reader, ReadOnlySpan<byte> unread)
    {
        if (!reader.Read())
        {
            return false;
        }

        switch (_stage)
        {
            case Stage.Start when layout == BatchLayout.Array && reader.TokenType == JsonTokenType.StartArray:
                _stage = Stage.Items;
                return true;
            case Stage.Start when layout == BatchLayout.One && reader.TokenType == JsonTokenType.StartObject:
                if (!items.TryRead(ref reader, unread))
                {
                    return false;
                }

                _stage = Stage.Rest;
                return true;
            case Stage.Start:
                // Malformed JSON is told before well-formed JSON of the wrong kind, so the rest is read too.
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
                return items.TryRead(ref reader, unread);
            default:
                return true;
        }
    }
}
