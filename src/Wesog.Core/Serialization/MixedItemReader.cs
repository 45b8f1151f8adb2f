using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>
/// Reads items that state their method. The image can precede the method, and its validation needs the method, so the reader finds both
/// before it reads them.
/// </summary>
internal sealed class MixedItemReader(ValidatedBatchBuilder batch, ImageItemReader images, ImageLimits limits, JsonText text)
{
    private const string MethodName = "method";
    private const string ImageName = "image";

    /// <inheritdoc cref="ItemReader.TryRead"/>
    /// <param name="reader">The reader at the first token of the item, on success afterwards at its last token.</param>
    /// <param name="item">The bytes from the first token on.</param>
    public bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> item)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            batch.Faults.AddType(ItemReader.IsEncodedTwice(in reader) ? ValidationRule.EncodedTwice : ValidationRule.NoItem, default, JsonTypeNames.Of(reader.TokenType));
            if (!reader.TrySkip())
            {
                return false;
            }
        }
        else if (TryFind(ref reader, start, out var methodAt, out var imageAt))
        {
            var method = ReadMethod(item[methodAt]);
            batch.Draft.Open(method);
            ReadImage(item[imageAt], method);
        }
        else
        {
            return false;
        }

        batch.Close(null, null, item[..((int)reader.BytesConsumed - start)]);
        return true;
    }

    private bool TryFind(ref Utf8JsonReader reader, int start, out Range method, out Range image)
    {
        (method, image) = (default, default);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            var name = text.Read(in reader);
            var isMethod = name is MethodName;
            var isImage = name is ImageName;
            if (isMethod || isImage)
            {
                if (!(isMethod ? method : image).Equals(default))
                {
                    batch.Faults.Add(ValidationRule.RepeatedField, new FaultField(isMethod ? MethodName : ImageName));
                    (isMethod, isImage) = (false, false);
                }
            }
            else
            {
                AddUnknown(name);
            }

            if (!reader.Read())
            {
                return false;
            }

            var from = (int)reader.TokenStartIndex - start;
            if (!reader.TrySkip())
            {
                return false;
            }

            var value = from..((int)reader.BytesConsumed - start);
            (method, image) = (isMethod ? value : method, isImage ? value : image);
        }

        return false;
    }

    private void AddUnknown(ReadOnlySpan<char> name)
    {
        if (!limits.IgnoreUnknownMembers)
        {
            batch.Faults.AddUnknown(KnownNames.OfMixedItem, name);
        }
    }

    private ItemMethod? ReadMethod(ReadOnlySpan<byte> value)
    {
        var field = new FaultField(MethodName);
        if (!TryOpen(value, field, out var reader))
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            batch.Faults.AddType(ValidationRule.NoMethod, field, JsonTypeNames.Of(reader.TokenType));
            return null;
        }

        var code = text.Read(in reader);
        switch (code)
        {
            case "add":
                return ItemMethod.Add;
            case "upd":
                return ItemMethod.Replace;
            case "mod":
                return ItemMethod.Modify;
            case "del":
                return ItemMethod.Delete;
            default:
                batch.Faults.Add(TextRule.Validate(code) ?? ValidationRule.Method, field, code);
                return null;
        }
    }

    private void ReadImage(ReadOnlySpan<byte> value, ItemMethod? method)
    {
        var field = new FaultField(ImageName);
        if (!TryOpen(value, field, out var reader))
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            batch.Faults.AddType(ValidationRule.NoObject, field, JsonTypeNames.Of(reader.TokenType));
        }
        else if (method is { } known)
        {
            images.TryRead(ref reader, known, imageId: null);
        }
    }

    private bool TryOpen(ReadOnlySpan<byte> value, FaultField field, out Utf8JsonReader reader)
    {
        reader = new Utf8JsonReader(value);
        if (!value.IsEmpty)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                return true;
            }
        }

        batch.Faults.Add(ValidationRule.Required, field);
        return false;
    }
}
