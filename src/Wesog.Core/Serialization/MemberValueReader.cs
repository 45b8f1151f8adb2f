using System.Text.Json;
using Wesog.Images;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>
/// Reads the value of one member, judges it and puts its canonical form into the draft. What the draft holds of a
/// faulty value does not matter: its item is never written.
/// </summary>
internal sealed class MemberValueReader(ValidatedBatchBuilder batch, ImageRules rules, JsonText text)
{
    /// <param name="reader">Stands at the value's first token, no null, and in the end at its last.</param>
    /// <param name="member">Whose value.</param>
    /// <returns>Whether all of the value is there.</returns>
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
            CanonicalText.WriteRaw(batch.Draft.Begin(member), reader.ValueSpan);
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
            CanonicalText.WriteRaw(target, reader.ValueSpan);
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
            return CanonicalText.Write(target, value);
        }

        CanonicalText.WriteRaw(target, reader.ValueSpan);
        return true;
    }
}
