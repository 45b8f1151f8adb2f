using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Reads and validates the value of one member, and writes its canonical form into the draft.</summary>
internal sealed class MemberValueReader(ValidatedBatchBuilder batch, ImageRules rules, JsonText text)
{
    private readonly ListReader _lists = new(batch, rules, text);
    private readonly ListEditReader _edits = new(batch, rules, text);

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
                var isComplete = _lists.TryRead(ref reader, member, new FaultField(member.Name), batch.Draft.Begin(member));
                batch.Draft.End(member);
                return isComplete;
            case MemberKind.List when reader.TokenType == JsonTokenType.StartObject && batch.Draft.Method == ItemMethod.Modify:
                return TryReadEdit(ref reader, member);
            case MemberKind.Id or MemberKind.Url or MemberKind.Text or MemberKind.Date or MemberKind.Language
                when reader.TokenType == JsonTokenType.String:
                ReadText(ref reader, member);
                return true;
            default:
                batch.Faults.AddType(TypeFaults.Of(member.Kind, batch.Draft.Method, in reader), new FaultField(member.Name), JsonTypeNames.Of(reader.TokenType));
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

        var isPlain = ListReader.WriteText(batch.Draft.Begin(member), ref reader, value);
        batch.Draft.End(member);
        if (rules.Check(member, value, isPlain) && member.Kind == MemberKind.Id)
        {
            batch.Draft.Id = value.ToString();
        }
    }

    private bool TryReadEdit(ref Utf8JsonReader reader, ImageMember member)
    {
        var isComplete = _edits.TryRead(ref reader, member, batch.Draft.Begin(member));
        batch.Draft.End(member);
        return isComplete;
    }
}
