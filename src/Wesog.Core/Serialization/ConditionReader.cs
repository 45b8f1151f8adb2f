using System.Text;
using System.Text.Json;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Reads and validates <c>if_revision</c>, the revision that an item expects.</summary>
internal sealed class ConditionReader(ValidatedBatchBuilder batch)
{
    private static readonly FaultField _field = new(KnownNames.IfRevision);

    private bool _isSeen;

    /// <summary>Begins an item.</summary>
    public void Open() => _isSeen = false;

    /// <param name="reader">The reader at the name, on success afterwards at the last token of the value.</param>
    /// <param name="method">The method of the item.</param>
    /// <returns>Whether the value is complete.</returns>
    public bool TryReadMember(ref Utf8JsonReader reader, ItemMethod method)
    {
        var isRepeated = _isSeen;
        _isSeen = true;
        if (isRepeated)
        {
            batch.Faults.Add(ValidationRule.RepeatedField, _field);
        }

        if (!reader.Read())
        {
            return false;
        }

        if (isRepeated)
        {
            return reader.TrySkip();
        }

        var first = reader;
        if (!reader.TrySkip())
        {
            return false;
        }

        Read(ref first, method);
        return true;
    }

    /// <summary>Reads a complete value.</summary>
    /// <param name="value">The reader at the first token of the value.</param>
    /// <param name="method">The method of the item; null if it is unknown, which is an error of its own.</param>
    public void Read(ref Utf8JsonReader value, ItemMethod? method)
    {
        if (value.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (value.TokenType != JsonTokenType.Number)
        {
            batch.Faults.AddType(ValidationRule.NoRevision, _field, JsonTypeNames.Of(value.TokenType));
        }
        else if (method == ItemMethod.Add)
        {
            batch.Faults.Add(ValidationRule.RevisionOfAddition, _field);
        }
        else if (value.TryGetInt64(out var revision) && revision >= 1)
        {
            batch.Draft.IfRevision = revision;
        }
        else
        {
            batch.Faults.Add(ValidationRule.Revision, _field, Encoding.UTF8.GetString(value.ValueSpan));
        }
    }
}
