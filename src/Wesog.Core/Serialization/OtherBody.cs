using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.Serialization;

/// <summary>Classifies a body whose top level has another type than its layout requires.</summary>
internal struct OtherBody
{
    private Kind _kind;
    private bool _isResults;
    private bool _isImage;
    private bool _isArray;
    private bool _holdsArray;
    private bool _holdsObjects;
    private int _members;

    private enum Kind
    {
        Other,
        Object,
        ResultPage,
        EncodedTwice,
    }

    // An object around the items has no member of an image. It contains an array of objects, or only an array.
    private readonly bool IsWrapper => !_isImage && (_holdsObjects || (_holdsArray && _members == 1));

    /// <param name="reader">The reader at the first token of the body.</param>
    public void Begin(scoped ref readonly Utf8JsonReader reader) => _kind = reader.TokenType switch
    {
        JsonTokenType.StartObject => Kind.Object,
        JsonTokenType.String when reader.ValueSpan is [(byte)'[' or (byte)'{', ..] => Kind.EncodedTwice,
        _ => Kind.Other,
    };

    /// <param name="reader">The reader at the next token.</param>
    public void Continue(scoped ref readonly Utf8JsonReader reader)
    {
        // GET /imgs returns {"results": [...]}. The first token of an array has the depth of the array.
        if (_isResults && reader.TokenType == JsonTokenType.StartArray)
        {
            _kind = Kind.ResultPage;
        }

        if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
        {
            _members++;
            _isImage |= ImageMember.Find(reader.ValueSpan) is not null;
        }

        _holdsObjects |= _isArray && reader.TokenType == JsonTokenType.StartObject;
        _isArray = reader is { TokenType: JsonTokenType.StartArray, CurrentDepth: 1 };
        _holdsArray |= _isArray;
        _isResults = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("results"u8);
    }

    public readonly InvalidBodyException ToException(BatchLayout layout, Language language)
    {
        var expected = layout == BatchLayout.Array ? "array" : "object";
        var found = (_kind, layout) switch
        {
            (Kind.EncodedTwice, _) => "string",
            (Kind.ResultPage, BatchLayout.Array) => "array.results",
            (Kind.Object, BatchLayout.Array) when IsWrapper => "array.wrapper",
            (Kind.Object, BatchLayout.Array) => "array.object",
            _ => expected,
        };
        return new(expected, ErrorTexts.Format(language, $"invalid_body.{found}"));
    }
}
