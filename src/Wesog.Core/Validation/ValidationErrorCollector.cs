using System.Globalization;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>
/// Collects the faults of a batch, item by item. Counts all faults, and the items that have one; keeps and words the first only.
/// </summary>
internal sealed class ValidationErrorCollector(int maxErrors, Language language)
{
    private readonly List<OperationError> _errors = [];
    private ErrorTally? _tally;
    private int _position;
    private int _keptBefore;
    private bool _truncated;
    private bool _isBad;

    /// <summary>How many items have a fault.</summary>
    public int Count { get; private set; }

    private ErrorTally Tally => _tally ??= new();

    public void Open(int position)
    {
        _position = position;
        _keptBefore = _errors.Count;
        _isBad = false;
    }

    /// <summary>Forgets the open item, which is going to be read again, and then has these faults again.</summary>
    public void Abandon()
    {
        _errors.RemoveRange(_keptBefore, _errors.Count - _keptBefore);
        _tally?.TakeBack();
    }

    /// <summary>Ends the open item, whose id may have been seen only after its first faults.</summary>
    /// <returns>Whether it is free of faults.</returns>
    public bool Close(string? imageId)
    {
        if (!_isBad)
        {
            return true;
        }

        Count++;
        _tally!.Keep();
        for (var i = _keptBefore; imageId is not null && i < _errors.Count; i++)
        {
            _errors[i] = _errors[i] with { ImageId = imageId };
        }

        return false;
    }

    /// <param name="kind">What is wrong.</param>
    /// <param name="field">Where.</param>
    /// <param name="value">What stands there.</param>
    /// <param name="max">The bound that it breaks.</param>
    /// <param name="actual">By which length.</param>
    public void Add(ValidationRule kind, FaultField field = default, ReadOnlySpan<char> value = default, int max = 0, int actual = 0) =>
        Add(new ValueFault(kind, Max: max), field, value, actual);

    /// <inheritdoc cref="Add(ValidationRule, FaultField, ReadOnlySpan{char}, int, int)"/>
    /// <param name="fault">What is wrong.</param>
    /// <param name="field">Where.</param>
    /// <param name="value">What stands there.</param>
    /// <param name="actual">Its length, if that breaks a bound.</param>
    public void Add(ValueFault fault, FaultField field, ReadOnlySpan<char> value = default, int actual = 0)
    {
        Tally.Count(fault.Kind.Code, field.Name);
        if (IsToBeKept())
        {
            Keep(fault, field, value, actual);
        }
    }

    /// <summary>A member that is not known. An item may have millions: the name of one that is not kept is not made either.</summary>
    /// <param name="known">The names that are known in its place.</param>
    /// <param name="name">Its name.</param>
    public void AddUnknown(KnownNames known, ReadOnlySpan<char> name)
    {
        Tally.CountUnknown(name);
        if (IsToBeKept())
        {
            Keep(known.Validate(name), FaultField.OfUnknown(name));
        }
    }

    /// <summary>A value of the wrong JSON type.</summary>
    /// <param name="kind">Which one is right.</param>
    /// <param name="field">Where.</param>
    /// <param name="actualType">The key of the text that names the type it has.</param>
    public void AddType(ValidationRule kind, FaultField field, string actualType) => AddType(new ValueFault(kind), field, actualType);

    /// <inheritdoc cref="AddType(ValidationRule, FaultField, string)"/>
    /// <param name="fault">Which one is right, and perhaps what to send.</param>
    /// <param name="field">Where.</param>
    /// <param name="actualType">The key of the text that names the type it has.</param>
    public void AddType(ValueFault fault, FaultField field, string actualType) =>
        Add(fault, field, ErrorTexts.Format(language, actualType));

    public ItemErrors ToRejections(ReadOnlyMemory<byte> digest) => Count == 0
        ? ItemErrors.None
        : new ItemErrors(Count, _errors, _truncated, digest) { ErrorCounts = _tally!.ToCounts() };

    private bool IsToBeKept()
    {
        _isBad = true;
        _truncated |= _errors.Count >= maxErrors;
        return _errors.Count < maxErrors;
    }

    private void Keep(ValueFault fault, FaultField field, ReadOnlySpan<char> value = default, int actual = 0)
    {
        var fieldName = field.ToString();
        var message = ErrorTexts.Format(
            language,
            fault.Kind.Text,
            ("field", fieldName ?? ""),
            ("value", SafeDisplayText.Around(value, fault.At)),
            ("at", (fault.At + 1).ToString(CultureInfo.InvariantCulture)),
            ("character", SafeDisplayText.Character(value, fault.At)),
            ("suggestion", fault.Suggestion),
            ("max", fault.Max.ToString(CultureInfo.InvariantCulture)),
            ("actual", actual.ToString(CultureInfo.InvariantCulture)));
        _errors.Add(new OperationError(_position, fault.Kind.Code, message, Field: fieldName));
    }
}
