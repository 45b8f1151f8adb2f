using System.Globalization;
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
    public void Encode(Image image, ItemMethod method)
    {
        EncodeId(image.Id);
        Encode(image.Values, image.Lang, method == ItemMethod.Replace ? ValidationRule.RequiredToReplace : ValidationRule.Required);
    }

    public void Encode(ImageChange change)
    {
        EncodeId(change.Id);
        Encode(change.Values, change.Lang, ifSrcIsMissing: null);
    }

    /// <summary>Encodes the change of an edit by query, which has no id.</summary>
    public void EncodeForAll(ImageChange change)
    {
        if (change.Id is not null)
        {
            batch.Faults.Add(ValidationRule.UnknownInQueryEdit, new FaultField(ImageMember.Id.Name));
        }

        Encode(change.Values, change.Lang, ifSrcIsMissing: null);
    }

    /// <summary>Encodes what must hold of the image of an item.</summary>
    public void EncodeConditions(ImageItem item)
    {
        batch.Draft.Precondition = item.Precondition;
        if (item.ExpectedRevision is { } revision && revision < 1)
        {
            batch.Faults.Add(ValidationRule.Revision, new FaultField(KnownNames.IfRevision), revision.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            batch.Draft.IfRevision = item.ExpectedRevision;
        }
    }

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
                WriteList(batch.Draft.Begin(member), member, new FaultField(member.Name), list);
                batch.Draft.End(member);
                break;
            case TextListEdit edit:
                WriteEdit(member, edit);
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

    private void WriteEdit(ImageMember member, TextListEdit edit)
    {
        var (field, target) = (new FaultField(member.Name), batch.Draft.Begin(member));
        target.Append("{\"remove\":"u8);
        WriteList(target, member, field with { Part = "remove" }, edit.Removed);
        target.Append(",\"add\":"u8);
        WriteList(target, member, field with { Part = "add" }, edit.Added);
        target.Append((byte)'}');
        batch.Draft.End(member);
    }

    private void WriteList(PooledBuffer<byte> target, ImageMember member, FaultField field, TextList entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            target.Append(i == 0 ? (byte)'[' : (byte)',');
            WriteEntry(target, member, field with { Entry = i }, entries[i]);
        }

        target.Append(entries.Count == 0 ? "[]"u8 : "]"u8);
        rules.CheckCount(field, entries.Count);
    }

    private void WriteEntry(PooledBuffer<byte> target, ImageMember list, FaultField field, string? entry)
    {
        if (entry is null)
        {
            target.Append("null"u8);
            batch.Faults.AddType(ValidationRule.NullEntry, field, JsonTypeNames.Null);
            return;
        }

        var isPlain = CanonicalJson.WriteString(target, entry);
        if (!(isPlain && rules.PassesFastPath(list, entry.Length)))
        {
            rules.CheckEntry(list, field, entry, isPlain);
        }
    }
}
