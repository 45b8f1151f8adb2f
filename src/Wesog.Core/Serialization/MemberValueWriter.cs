using Wesog.Images;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>
/// Judges the value of one member of an object and puts its canonical form into the draft; faulty ones too, by which
/// faulty items are told apart.
/// </summary>
internal sealed class MemberValueWriter(ValidatedBatchBuilder batch, ImageRules rules)
{
    public void WriteId(string? id)
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

    public bool WriteText(ImageMember member, string value)
    {
        var isPlain = batch.Draft.WriteText(member, value);
        return (isPlain && rules.PassesFastPath(member, value.Length)) || rules.Check(member, value, isPlain);
    }

    public void WriteFlag(ImageMember member, bool value) => batch.Draft.Write(member, value ? "true"u8 : "false"u8);

    // The default of the type is no date, and is judged as its text would be.
    public void WriteDate(ImageMember member, ImageDate value)
    {
        if (value == default)
        {
            WriteText(member, value.ToString());
        }
        else
        {
            batch.Draft.WriteText(member, value.ToString());
        }
    }

    public void WriteList(ImageMember member, TextList entries)
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

    public void WriteLang(Language? lang)
    {
        if (lang is { } language)
        {
            // An enum can hold any number; that of no language is judged as its text would be.
            var code = (uint)language < LanguageCodes.All.Count ? language.ToCode() : language.ToString();
            batch.Draft.Lang = WriteText(ImageMember.Lang, code) ? language : null;
        }
    }

    private void WriteEntry(PooledBuffer<byte> target, ImageMember list, int index, string? entry)
    {
        if (entry is null)
        {
            target.Append("null"u8);
            batch.Faults.AddType(ValidationRule.NullEntry, new FaultField(list.Name, index), JsonTypeNames.Null);
        }
        else
        {
            var isPlain = CanonicalText.Write(target, entry);
            if (!(isPlain && rules.PassesFastPath(list, entry.Length)))
            {
                rules.CheckEntry(list, index, entry, isPlain);
            }
        }
    }
}
