using System.Text.Json;
using Wesog.Images;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Reads and validates an array of texts, and writes its canonical form.</summary>
internal sealed class ListReader(ValidatedBatchBuilder batch, ImageRules rules, JsonText text)
{
    /// <param name="reader">The reader at the start of the array, on success afterwards at its end.</param>
    /// <param name="list">The member.</param>
    /// <param name="field">The member, or the part of its edit.</param>
    /// <param name="target">The target of the canonical form.</param>
    /// <returns>Whether the value is complete.</returns>
    public bool TryRead(ref Utf8JsonReader reader, ImageMember list, FaultField field, PooledBuffer<byte> target)
    {
        target.Append((byte)'[');
        var count = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                target.Append((byte)']');
                rules.CheckCount(field, count);
                return true;
            }

            if (count > 0)
            {
                target.Append((byte)',');
            }

            if (!TryReadEntry(ref reader, list, field with { Entry = count++ }, target))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Writes the string at the reader, whose decoded value is given.</summary>
    /// <inheritdoc cref="CanonicalJson.WriteString(PooledBuffer{byte}, ReadOnlySpan{char})" path="/returns"/>
    public static bool WriteText(PooledBuffer<byte> target, ref Utf8JsonReader reader, ReadOnlySpan<char> value)
    {
        if (reader.ValueIsEscaped)
        {
            return CanonicalJson.WriteString(target, value);
        }

        CanonicalJson.WriteRawString(target, reader.ValueSpan);
        return true;
    }

    private bool TryReadEntry(ref Utf8JsonReader reader, ImageMember list, FaultField field, PooledBuffer<byte> target)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            batch.Faults.AddType(TypeFaults.OfEntry(reader.TokenType), field, JsonTypeNames.Of(reader.TokenType));
            return reader.TrySkip();
        }

        if (!reader.ValueIsEscaped && rules.PassesFastPath(list, reader.ValueSpan.Length))
        {
            CanonicalJson.WriteRawString(target, reader.ValueSpan);
            return true;
        }

        var value = text.Read(in reader);
        rules.CheckEntry(list, field, value, WriteText(target, ref reader, value));
        return true;
    }
}
