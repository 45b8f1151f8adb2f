using System.Text;
using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>
/// Reads and validates the object of one image (an image, a change or a deletion) into the draft, in one pass. The methods return false if
/// the bytes end within the item.
/// </summary>
/// <param name="batch">The batch.</param>
/// <param name="rules">The rules of values.</param>
/// <param name="limits">The limits of values.</param>
/// <param name="text">Decodes texts.</param>
/// <param name="form">The format of the body.</param>
internal sealed class ImageItemReader(ValidatedBatchBuilder batch, ImageRules rules, ImageLimits limits, JsonText text, BatchForm form)
{
    private static readonly byte[] _ifRevision = Encoding.UTF8.GetBytes(KnownNames.IfRevision);

    private readonly MemberValueReader _values = new(batch, rules, text);
    private readonly ConditionReader _condition = new(batch);
    private ulong _seen;
    private ulong _given;

    /// <param name="reader">The reader at the start of the object, on success afterwards at its end.</param>
    /// <param name="method">The method of the item.</param>
    /// <param name="imageId">The id that the path names; null if there is none.</param>
    public bool TryRead(ref Utf8JsonReader reader, ItemMethod method, string? imageId)
    {
        (_seen, _given) = (0, 0);
        _condition.Open();
        if (imageId is not null)
        {
            UsePathId(imageId);
        }

        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                CheckRequired(method);
                return true;
            }

            if (!TryReadMember(ref reader, method, imageId))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Reads the id of a deletion that is a plain string.</summary>
    public void ReadId(ref Utf8JsonReader reader) => _values.TryRead(ref reader, ImageMember.Id);

    private void UsePathId(string imageId)
    {
        _given |= 1UL << ImageMember.Id.Index;
        batch.Draft.Id = rules.Check(ImageMember.Id, imageId) ? imageId : null;
        batch.Draft.WriteText(ImageMember.Id, imageId);
    }

    private bool TryReadMember(ref Utf8JsonReader reader, ItemMethod method, string? imageId)
    {
        Span<byte> scratch = stackalloc byte[32];
        var name = text.ReadName(in reader, scratch);
        var member = ImageMember.Find(name);
        var isRevision = member is null && name.SequenceEqual(_ifRevision);
        if (form.Formula is not null && (member == ImageMember.Id || isRevision))
        {
            batch.Faults.Add(ValidationRule.UnknownInQueryEdit, new FaultField(member?.Name ?? KnownNames.IfRevision));
            return reader.Read() && reader.TrySkip();
        }

        if (isRevision && form.Method is not null)
        {
            return _condition.TryReadMember(ref reader, method);
        }

        if (member is null || (method == ItemMethod.Delete && member != ImageMember.Id && member.Kind != MemberKind.ReadOnly))
        {
            AddUnknown(ref reader, method);
            return reader.Read() && reader.TrySkip();
        }

        var bit = 1UL << member.Index;
        var isRepeated = (_seen & bit) != 0;
        _seen |= bit;
        if (isRepeated)
        {
            batch.Faults.Add(ValidationRule.RepeatedField, new FaultField(member.Name));
        }

        if (!reader.Read())
        {
            return false;
        }

        if (isRepeated || member.Kind == MemberKind.ReadOnly)
        {
            return reader.TrySkip();
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            ReadNull(member, method);
            return true;
        }

        _given |= bit;
        return imageId is not null && member == ImageMember.Id
            ? TryCompareId(ref reader, imageId)
            : _values.TryRead(ref reader, member);
    }

    private void AddUnknown(ref Utf8JsonReader reader, ItemMethod method)
    {
        if (!limits.IgnoreUnknownMembers)
        {
            var known = method == ItemMethod.Delete ? KnownNames.OfDeletion(isMixed: form.Method is null) : KnownNames.OfImage(isMixed: form.Method is null);
            batch.Faults.AddUnknown(known, text.Read(in reader));
        }
    }

    private void ReadNull(ImageMember member, ItemMethod method)
    {
        // A null id is an absent id in every method.
        if (method != ItemMethod.Modify || member == ImageMember.Id)
        {
            return;
        }

        if (member == ImageMember.Src || member == ImageMember.Lang)
        {
            batch.Faults.Add(ValidationRule.NotClearable, new FaultField(member.Name));
        }
        else
        {
            batch.Draft.Write(member, "null"u8);
        }
    }

    private bool TryCompareId(ref Utf8JsonReader reader, string imageId)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return _values.TryRead(ref reader, ImageMember.Id);
        }

        var id = text.Read(in reader);
        if (!id.SequenceEqual(imageId))
        {
            batch.Faults.Add(ValidationRule.IdMismatch, new FaultField(ImageMember.Id.Name), id);
        }

        return true;
    }

    private void CheckRequired(ItemMethod method)
    {
        if ((_given & (1UL << ImageMember.Id.Index)) == 0 && form.Formula is null)
        {
            batch.Faults.Add(ValidationRule.Required, new FaultField(ImageMember.Id.Name));
        }

        if (method is ItemMethod.Add or ItemMethod.Replace && (_given & (1UL << ImageMember.Src.Index)) == 0)
        {
            var kind = method == ItemMethod.Replace ? ValidationRule.RequiredToReplace : ValidationRule.Required;
            batch.Faults.Add(kind, new FaultField(ImageMember.Src.Name));
        }
    }
}
