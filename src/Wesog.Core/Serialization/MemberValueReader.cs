using System.Text.Json;
using Wesog.Images;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Reads and validates the value of one member, and writes its canonical form into the draft.</summary>
internal sealed class MemberValueReader(ValidatedBatchBuilder batch, ImageRules rules, JsonText text)
{
    /// <param name="reader">The reader at the first token of the value, which is not null; on success afterwards at its last token.</param>
    /// <param name="member">The member.</param>
    /// <returns>Whether the value is complete.</returns>
    public bool TryRead(ref Utf8JsonReader reader, ImageMember member)
    {
        switch (member.Kind)
        {
            case MemberKind.Flag when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                batch.Draft.Write(member, reader.TokenType == JsonTokenType.True ? "true"u8 : "false"u8);
                return true;
            case MemberKind.List when reader.TokenType == JsonTokenType.StartArray:
                return TryReadList(ref reader, member);
            case MemberKind.Id or MemberKind.Url or MemberKind.Text or MemberKind.Date or MemberKind.Language
                when reader.TokenType == JsonTokenType.String:
                ReadText(ref reader, member);
                return true;
            default:
                batch.Faults.AddType(TypeFaults.Of(member.Kind, in reader), new FaultField(member.Name), JsonTypeNames.Of(reader.TokenType));
                return reader.TrySkip();
        }
    }

    private void ReadText(ref Utf8JsonReader reader, ImageMember member)
    {
        if (!reader.ValueIsEscaped && rules.PassesFastPath(member, reader.ValueSpan.Length))
        {
            CanonicalJson.WriteRawString(batch.Draft.Begin(member), reader.ValueSpan);
            batch.Draft.End(member);
            return;
        }

        var value = text.Read(in reader);
        if (member.Kind == MemberKind.Language)
        {
            batch.Draft.Lang = rules.Check(member, value) && LanguageCodes.TryParse(value, out var lang) ? lang : null;
            return;
        }

        var isPlain = WriteText(batch.Draft.Begin(member), ref reader, value);
        batch.Draft.End(member);
        if (rules.Check(member, value, isPlain) && member.Kind == MemberKind.Id)
        {
            batch.Draft.Id = value.ToString();
        }
    }

    private bool TryReadList(ref Utf8JsonReader reader, ImageMember member)
    {
        var target = batch.Draft.Begin(member);
        target.Append((byte)'[');
        var count = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                target.Append((byte)']');
                batch.Draft.End(member);
                rules.CheckCount(member, count);
                return true;
            }

            if (count > 0)
            {
                target.Append((byte)',');
            }

            if (!TryReadEntry(ref reader, member, count++, target))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadEntry(ref Utf8JsonReader reader, ImageMember list, int entry, PooledBuffer<byte> target)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            batch.Faults.AddType(TypeFaults.OfEntry(reader.TokenType), new FaultField(list.Name, entry), JsonTypeNames.Of(reader.TokenType));
            return reader.TrySkip();
        }

        if (!reader.ValueIsEscaped && rules.PassesFastPath(list, reader.ValueSpan.Length))
        {
            CanonicalJson.WriteRawString(target, reader.ValueSpan);
            return true;
        }

        var value = text.Read(in reader);
        rules.CheckEntry(list, entry, value, WriteText(target, ref reader, value));
        return true;
    }

    private static bool WriteText(PooledBuffer<byte> target, ref Utf8JsonReader reader, ReadOnlySpan<char> value)
    {
        if (reader.ValueIsEscaped)
        {
            return CanonicalJson.WriteString(target, value);
        }

        CanonicalJson.WriteRawString(target, reader.ValueSpan);
        return true;
    }
}
