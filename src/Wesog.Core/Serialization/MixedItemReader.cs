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

    private readonly ConditionReader _condition = new(batch);

    /// <inheritdoc cref="ItemReader.TryRead"/>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        var first = reader;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var rule = ItemReader.IsEncodedTwice(in reader) ? ValidationRule.EncodedTwice : ValidationRule.NoItem;
            batch.Faults.AddType(rule, default, JsonTypeNames.Of(reader.TokenType));
            if (!reader.TrySkip())
            {
                return false;
            }
        }
        else if (TryFind(ref reader, out var methodValue, out var imageValue, out var revisionValue))
        {
            var method = ReadMethod(ref methodValue);
            batch.Draft.Open(method);
            if (revisionValue.TokenType != JsonTokenType.None)
            {
                _condition.Read(ref revisionValue, method);
            }

            ReadImage(ref imageValue, method);
        }
        else
        {
            return false;
        }

        batch.Close(null, null, in first);
        return true;
    }

    /// <summary>Finds the values of the members. A reader without a token means that the member is missing.</summary>
    private bool TryFind(ref Utf8JsonReader reader, out Utf8JsonReader method, out Utf8JsonReader image, out Utf8JsonReader revision)
    {
        method = default;
        image = default;
        revision = default;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            var name = text.Read(in reader);
            var known = name switch
            {
                MethodName => MethodName,
                ImageName => ImageName,
                KnownNames.IfRevision => KnownNames.IfRevision,
                _ => null,
            };
            var earlier = known switch
            {
                MethodName => method.TokenType,
                ImageName => image.TokenType,
                KnownNames.IfRevision => revision.TokenType,
                _ => JsonTokenType.None,
            };
            if (earlier != JsonTokenType.None)
            {
                batch.Faults.Add(ValidationRule.RepeatedField, new FaultField(known));
                known = null;
            }
            else if (known is null && !limits.IgnoreUnknownMembers)
            {
                batch.Faults.AddUnknown(KnownNames.OfMixedItem, name);
            }

            if (!reader.Read())
            {
                return false;
            }

            switch (known)
            {
                case MethodName:
                    method = reader;
                    break;
                case ImageName:
                    image = reader;
                    break;
                case KnownNames.IfRevision:
                    revision = reader;
                    break;
            }

            if (!reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }

    private ItemMethod? ReadMethod(ref Utf8JsonReader value)
    {
        var field = new FaultField(MethodName);
        if (IsMissing(in value, field))
        {
            return null;
        }

        if (value.TokenType != JsonTokenType.String)
        {
            batch.Faults.AddType(ValidationRule.NoMethod, field, JsonTypeNames.Of(value.TokenType));
            return null;
        }

        var code = text.Read(in value);
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

    private void ReadImage(ref Utf8JsonReader value, ItemMethod? method)
    {
        var field = new FaultField(ImageName);
        if (IsMissing(in value, field))
        {
            return;
        }

        if (value.TokenType != JsonTokenType.StartObject)
        {
            batch.Faults.AddType(ValidationRule.NoObject, field, JsonTypeNames.Of(value.TokenType));
        }
        else if (method is { } known)
        {
            images.TryRead(ref value, known, imageId: null);
        }
    }

    private bool IsMissing(scoped ref readonly Utf8JsonReader value, FaultField field)
    {
        var isMissing = value.TokenType is JsonTokenType.None or JsonTokenType.Null;
        if (isMissing)
        {
            batch.Faults.Add(ValidationRule.Required, field);
        }

        return isMissing;
    }
}
