using System.Globalization;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>Collects the errors of a batch, item by item. Counts all errors and the items that have one, and formats only the first.</summary>
internal sealed class ValidationErrorCollector(int maxErrors, Language language)
{
    private readonly List<OperationError> _errors = [];
    private ErrorTally? _tally;
    private int _position;
    private int _firstOfItem;
    private bool _truncated;
    private bool _isBad;

    /// <summary>The number of items with an error.</summary>
    public int Count { get; private set; }

    /// <summary>The number of listed errors of the current item.</summary>
    public int ListedOfItem => _errors.Count - _firstOfItem;

    private ErrorTally Tally => _tally ??= new();

    public void Open(int position)
    {
        _position = position;
        _firstOfItem = _errors.Count;
        _isBad = false;
    }

    /// <summary>Discards the errors of the current item. The caller reads it again.</summary>
    public void Abandon()
    {
        _errors.RemoveRange(_firstOfItem, _errors.Count - _firstOfItem);
        _tally?.Discard();
    }

    /// <summary>Ends the current item, whose id can follow its first errors.</summary>
    /// <returns>Whether the item has no error.</returns>
    public bool Close(string? imageId)
    {
        if (!_isBad)
        {
            return true;
        }

        Count++;
        _tally!.Commit();
        for (var i = _firstOfItem; imageId is not null && i < _errors.Count; i++)
        {
            _errors[i] = _errors[i] with { ImageId = imageId };
        }

        return false;
    }

    /// <param name="fault">The broken rule and its details.</param>
    /// <param name="field">The part of the item.</param>
    /// <param name="value">The value.</param>
    /// <param name="actual">The length of the value, if it exceeds a limit.</param>
    public void Add(ValueFault fault, FaultField field = default, ReadOnlySpan<char> value = default, int actual = 0)
    {
        Tally.Count(fault.Kind.Code, field.Name);
        if (TryReserve())
        {
            List(fault, field, value, actual);
        }
    }

    /// <summary>Adds an unknown member. Allocates nothing if the error is not listed, because an item can have millions of them.</summary>
    public void AddUnknown(KnownNames known, ReadOnlySpan<char> name)
    {
        Tally.CountUnknown(name);
        if (TryReserve())
        {
            List(known.Validate(name), FaultField.OfUnknown(name));
        }
    }

    /// <summary>Adds a value of the wrong JSON type.</summary>
    /// <param name="fault">The rule, which implies the required type, and its details.</param>
    /// <param name="field">The part of the item.</param>
    /// <param name="actualType">The key of the text that names the actual type.</param>
    public void AddType(ValueFault fault, FaultField field, string actualType) =>
        Add(fault, field, ErrorTexts.Format(language, actualType));

    public ItemErrors ToItemErrors(ReadOnlyMemory<byte> digest) => Count == 0
        ? ItemErrors.None
        : new ItemErrors(Count, _errors, _truncated, digest) { ErrorCounts = _tally!.ToCounts() };

    private bool TryReserve()
    {
        _isBad = true;
        _truncated |= _errors.Count >= maxErrors;
        return _errors.Count < maxErrors;
    }

    private void List(ValueFault fault, FaultField field, ReadOnlySpan<char> value = default, int actual = 0)
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
