using System.Text.Json;
using Wesog.Images;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>
/// Reads and validates the edit of a list, <c>{"add": […], "remove": […]}</c>, and writes its canonical form:
/// <c>{"remove":[…],"add":[…]}</c>, the order in which the two are executed.
/// </summary>
internal sealed class ListEditReader(ValidatedBatchBuilder batch, ImageRules rules, JsonText text)
{
    private const string Add = "add";
    private const string Remove = "remove";

    private readonly ListReader _lists = new(batch, rules, text);

    /// <param name="reader">The reader at the start of the object, on success afterwards at its end.</param>
    /// <param name="list">The member.</param>
    /// <param name="target">The target of the canonical form.</param>
    /// <returns>Whether the value is complete.</returns>
    public bool TryRead(ref Utf8JsonReader reader, ImageMember list, PooledBuffer<byte> target)
    {
        Utf8JsonReader add = default;
        Utf8JsonReader remove = default;
        if (!TryFind(ref reader, list, ref add, ref remove))
        {
            return false;
        }

        if (add.TokenType == JsonTokenType.None && remove.TokenType == JsonTokenType.None)
        {
            batch.Faults.Add(ValidationRule.EmptyEdit, new FaultField(list.Name));
        }

        target.Append("{\"remove\":"u8);
        Read(ref remove, list, Remove, target);
        target.Append(",\"add\":"u8);
        Read(ref add, list, Add, target);
        target.Append((byte)'}');
        return true;
    }

    // Finds both values first, because they are written in the order of their execution.
    private bool TryFind(ref Utf8JsonReader reader, ImageMember list, ref Utf8JsonReader add, ref Utf8JsonReader remove)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            var name = text.Read(in reader);
            var part = name is Add ? Add : name is Remove ? Remove : null;
            var earlier = part is null ? JsonTokenType.None : part == Add ? add.TokenType : remove.TokenType;
            if (part is null)
            {
                batch.Faults.AddUnknown(KnownNames.OfListEdit, name);
            }
            else if (earlier != JsonTokenType.None)
            {
                batch.Faults.Add(ValidationRule.RepeatedField, new FaultField(list.Name) { Part = part });
                part = null;
            }

            if (!reader.Read())
            {
                return false;
            }

            if (part == Add)
            {
                add = reader;
            }
            else if (part == Remove)
            {
                remove = reader;
            }

            if (!reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }

    private void Read(ref Utf8JsonReader value, ImageMember list, string part, PooledBuffer<byte> target)
    {
        var field = new FaultField(list.Name) { Part = part };
        switch (value.TokenType)
        {
            case JsonTokenType.StartArray:
                _lists.TryRead(ref value, list, field, target);
                break;
            case JsonTokenType.None:
                target.Append("[]"u8);
                break;
            default:
                batch.Faults.AddType(ValidationRule.NoArray, field, JsonTypeNames.Of(value.TokenType));
                break;
        }
    }
}
