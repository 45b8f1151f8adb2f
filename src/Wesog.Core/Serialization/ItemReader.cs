using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Reads the items of a body of any form into the batch.</summary>
internal sealed class ItemReader : IDisposable
{
    private readonly ValidatedBatchBuilder _batch;
    private readonly BatchForm _form;
    private readonly JsonText _text = new();
    private readonly ImageItemReader _images;
    private readonly MixedItemReader _mixed;

    public ItemReader(ValidatedBatchBuilder batch, BatchForm form, ImageLimits limits)
    {
        _batch = batch;
        _form = form;
        _images = new ImageItemReader(batch, new ImageRules(limits, batch.Faults), limits, _text, form);
        _mixed = new MixedItemReader(batch, _images, limits, _text);
    }

    /// <param name="reader">The reader at the first token of the item, on success afterwards at its last token.</param>
    /// <returns>Whether the item is complete; otherwise the batch is unchanged.</returns>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        _batch.Open(_form.Method);
        _batch.Draft.Precondition = _form.Precondition;
        var isComplete = _form.Method is { } method ? TryReadImage(ref reader, method) : _mixed.TryRead(ref reader);
        if (!isComplete)
        {
            _batch.Abandon();
        }

        return isComplete;
    }

    /// <summary>Returns the memory of unusually large items. Call it between items.</summary>
    public void Trim()
    {
        _text.Trim();
        _batch.Trim();
    }

    public void Dispose() => _text.Dispose();

    /// <param name="reader">The reader at the first token of an item that is not a deletion.</param>
    public static bool IsEncodedTwice(scoped ref readonly Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.ValueSpan is [(byte)'{', ..];

    private bool TryReadImage(ref Utf8JsonReader reader, ItemMethod method)
    {
        var first = reader;
        var isComplete = TryReadContent(ref reader, method);
        if (isComplete)
        {
            _batch.Close(method, _form.ImageId, in first);
        }

        return isComplete;
    }

    private bool TryReadContent(ref Utf8JsonReader reader, ItemMethod method)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return _images.TryRead(ref reader, method, _form.ImageId);
            case JsonTokenType.String when method == ItemMethod.Delete:
                _images.ReadId(ref reader);
                return true;
            default:
                var kind = method == ItemMethod.Delete ? ValidationRule.NoDeletion
                    : reader.TokenType == JsonTokenType.StartArray && _form.Layout == BatchLayout.Lines ? ValidationRule.ArrayInLine
                    : reader.TokenType == JsonTokenType.StartArray ? ValidationRule.NestedItem
                    : IsEncodedTwice(in reader) ? ValidationRule.EncodedTwice
                    : ValidationRule.NoItem;
                _batch.Faults.AddType(kind, default, JsonTypeNames.Of(reader.TokenType));
                return reader.TrySkip();
        }
    }
}
