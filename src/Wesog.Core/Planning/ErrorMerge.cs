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
    private Dictionary<string, int>? _counts;
    private EarlierItems? _earlier;
    private int _nextItemError;
    private bool _truncated;

    /// <summary>Whether errors were dropped; final after <see cref="Complete"/>.</summary>
    public bool Truncated => _truncated || _itemErrors.Truncated;

    public void Add(BatchItem item, string code)
    {
        _counts ??= new(StringComparer.Ordinal);
        _counts[code] = _counts.GetValueOrDefault(code) + 1;
        TakeRejectionsBefore(item.Position);
        if (_errors.Count == maxErrors)
        {
            _truncated = true;
            return;
        }

        _errors.Add(new(item.Position, code, MessageOf(item, code), item.ImageId));
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

        return _counts is null
            ? _itemErrors.ErrorCounts
            : ErrorCount.Sort([.. _itemErrors.ErrorCounts, .. _counts.Select(count => new ErrorCount(count.Key, Field: null, count.Value))]);
    }

    private string MessageOf(BatchItem item, string code)
    {
        _earlier ??= new(payload.Items, view);
        var id = ("id", SafeDisplayText.Of(item.ImageId));
        return _earlier.CauseOf(item) is { } cause
            ? ErrorTexts.Format(payload.TextLanguage, $"{code}.batch", id, ("item", cause.Position.ToString(CultureInfo.InvariantCulture)))
            : ErrorTexts.Format(payload.TextLanguage, code, id);
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
