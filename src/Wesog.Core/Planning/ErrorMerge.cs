using System.Globalization;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Texts;

namespace Wesog.Planning;

/// <summary>
/// Merges the item errors of an operation's payload with those of planning: the first errors in item order, and the counts of all.
/// </summary>
internal sealed class ErrorMerge(OperationPayload payload, ImageView view, int maxErrors)
{
    private readonly ItemErrors _itemErrors = payload.ItemErrors;
    private readonly List<OperationError> _errors = [];
    private readonly HashSet<int> _withoutEffect = [];
    private Dictionary<(string Code, string? Field), int>? _counts;
    private EarlierItems? _earlier;
    private int _nextItemError;
    private bool _truncated;

    /// <summary>Whether errors were dropped; final after <see cref="Complete"/>.</summary>
    public bool Truncated => _truncated || _itemErrors.Truncated;

    public void Add(BatchItem item, ItemFault fault)
    {
        _counts ??= [];
        _counts[(fault.Code, fault.Field)] = _counts.GetValueOrDefault((fault.Code, fault.Field)) + 1;
        if (item.Method == ItemMethod.Delete || item.Precondition is not null)
        {
            _withoutEffect.Add(item.Position);
        }

        TakeRejectionsBefore(item.Position);
        if (_errors.Count == maxErrors)
        {
            _truncated = true;
            return;
        }

        _errors.Add(new(item.Position, fault.Code, MessageOf(item, fault), item.ImageId, fault.Field));
    }

    public IReadOnlyList<OperationError> Complete()
    {
        TakeRejectionsBefore(int.MaxValue);
        return _errors;
    }

    /// <summary>Returns the counts of all errors; empty if an earlier version accepted the payload and did not store its counts.</summary>
    public IReadOnlyList<ErrorCount> Count()
    {
        if (_itemErrors.Count > 0 && _itemErrors.ErrorCounts.Count == 0)
        {
            return [];
        }

        if (_counts is null)
        {
            return _itemErrors.ErrorCounts;
        }

        // A list can be too long in the payload of one item and after the edit of another.
        var all = _itemErrors.ErrorCounts.Concat(_counts.Select(count => new ErrorCount(count.Key.Code, count.Key.Field, count.Value)));
        return ErrorCount.Sort(all.GroupBy(count => (count.Code, count.Field)).Select(same => new ErrorCount(same.Key.Code, same.Key.Field, same.Sum(count => count.Count))));
    }

    private string MessageOf(BatchItem item, ItemFault fault)
    {
        var id = ("id", SafeDisplayText.Of(item.ImageId));
        if (fault.Code is not (ErrorCodes.IdExists or ErrorCodes.IdMissing))
        {
            return ErrorTexts.Format(
                payload.TextLanguage, fault.Text, id, ("field", fault.Field ?? ""), ("expected", fault.Expected), ("actual", fault.Actual));
        }

        _earlier ??= new(payload.Items, view, _withoutEffect);
        return _earlier.CauseOf(item) is { } cause
            ? ErrorTexts.Format(payload.TextLanguage, $"{fault.Text}.batch", id, ("item", cause.Position.ToString(CultureInfo.InvariantCulture)))
            : ErrorTexts.Format(payload.TextLanguage, fault.Text, id);
    }

    private void TakeRejectionsBefore(int position)
    {
        while (_nextItemError < _itemErrors.Errors.Count && _itemErrors.Errors[_nextItemError].Position < position)
        {
            if (_errors.Count == maxErrors)
            {
                _truncated = true;
                return;
            }

            _errors.Add(_itemErrors.Errors[_nextItemError++]);
        }
    }
}
