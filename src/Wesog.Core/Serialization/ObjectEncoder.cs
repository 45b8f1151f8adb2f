using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>
/// Validates images and changes that are objects, and writes their canonical form into the draft. Also writes invalid values, because they
/// are part of the fingerprint of a submission.
/// </summary>
internal sealed class ObjectEncoder(ValidatedBatchBuilder batch, ImageRules rules)
{
    public void Encode(Image image, ItemMethod method) =>
        Encode(image.Values, image.Lang, method == ItemMethod.Replace ? ValidationRule.RequiredToReplace : ValidationRule.Required);

    public void Encode(ImageChange change) => Encode(change.Values, change.Lang, ifSrcIsMissing: null);

    /// <summary>Writes the id of an item, the only member of a deletion.</summary>
    public void EncodeId(string? id)
    {
        if (id is null)
        {
            batch.Faults.Add(ValidationRule.Required, new FaultField(ImageMember.Id.Name));
        }
        else
        {
            batch.Draft.Id = WriteText(ImageMember.Id, id) ? id : null;
        }
    }

    private void Encode(MemberValues values, Language? lang, ValidationRule? ifSrcIsMissing)
    {
        EncodeId((string?)values[ImageMember.Id]);

        // The compiler forbids a null src, but default! and mappers produce it.
        if ((values[ImageMember.Src] is null ? ifSrcIsMissing : values[ImageMember.Src] == MemberValues.Cleared ? ValidationRule.NotClearable : null) is { } rule)
        {
            batch.Faults.Add(rule, new FaultField(ImageMember.Src.Name));
        }

        foreach (var member in ImageMember.Stored.AsSpan(1))
        {
            if (values[member] is { } value)
            {
                Write(member, value);
            }
        }

        if (lang is { } language)
        {
            // An enum can have any number. One that is no language is validated as its text would be.
            var code = (uint)language < LanguageCodes.All.Count ? language.ToCode() : language.ToString();
            batch.Draft.Lang = WriteText(ImageMember.Lang, code) ? language : null;
        }
    }

    private void Write(ImageMember member, object value)
    {
        switch (value)
        {
            case string text:
                WriteText(member, text);
                break;
            case bool flag:
                batch.Draft.Write(member, flag ? "true"u8 : "false"u8);
                break;
            case ImageDate date when date != default:
                batch.Draft.WriteText(member, date.ToString());
                break;
            case ImageDate noDate:
                WriteText(member, noDate.ToString());
                break;
            case TextList list:
                WriteList(member, list);
                break;
            default:
                batch.Draft.Write(member, "null"u8);
                break;
        }
    }

    private bool WriteText(ImageMember member, string value)
    {
        var isPlain = batch.Draft.WriteText(member, value);
        return (isPlain && rules.PassesFastPath(member, value.Length)) || rules.Check(member, value, isPlain);
    }

    private void WriteList(ImageMember member, TextList entries)
    {
        var target = batch.Draft.Begin(member);
        for (var i = 0; i < entries.Count; i++)
        {
            target.Append(i == 0 ? (byte)'[' : (byte)',');
            WriteEntry(target, member, i, entries[i]);
        }

        target.Append(entries.Count == 0 ? "[]"u8 : "]"u8);
        batch.Draft.End(member);
        rules.CheckCount(member, entries.Count);
    }

    private void WriteEntry(PooledBuffer<byte> target, ImageMember list, int index, string? entry)
    {
        if (entry is null)
        {
            target.Append("null"u8);
            batch.Faults.AddType(ValidationRule.NullEntry, new FaultField(list.Name, index), JsonTypeNames.Null);
            return;
        }

        var isPlain = CanonicalJson.WriteString(target, entry);
        if (!(isPlain && rules.PassesFastPath(list, entry.Length)))
        {
            rules.CheckEntry(list, index, entry, isPlain);
        }
    }
}
