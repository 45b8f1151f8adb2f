using System.Globalization;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Texts;

namespace Wesog.Planning;

/// <summary>
/// The errors of an operation: the first in item order, and the counts of all. The payload's, known from the start, are merged with
/// those that planning finds.
/// </summary>
internal sealed class ErrorMerge(OperationPayload work, ImageView view, int maxErrors)
{
    private readonly ItemErrors _rejections = work.ItemErrors;
    private readonly List<OperationError> _errors = [];
    private Dictionary<string, int>? _counts;
    private EarlierItems? _earlier;
    private int _nextRejection;
    private bool _overflow;

    /// <summary>Whether there are more than are kept; final once <see cref="Complete"/> was called.</summary>
    public bool Truncated => _overflow || _rejections.Truncated;

    public void Add(BatchItem item, string code)
    {
        _counts ??= new(StringComparer.Ordinal);
        _counts[code] = _counts.GetValueOrDefault(code) + 1;
        TakeRejectionsBefore(item.Position);
        if (_errors.Count == maxErrors)
        {
            _overflow = true;
            return;
        }

        _errors.Add(new(item.Position, code, MessageOf(item, code), item.ImageId));
    }

    public IReadOnlyList<OperationError> Complete()
    {
        TakeRejectionsBefore(int.MaxValue);
        return _errors;
    }

    /// <summary>The counts of all errors; none where those of the payload are not known, as an earlier version accepted it.</summary>
    public IReadOnlyList<ErrorCount> Count()
    {
        if (_rejections.Count > 0 && _rejections.ErrorCounts.Count == 0)
        {
            return [];
        }

        return _counts is null
            ? _rejections.ErrorCounts
            : ErrorCount.Sort([.. _rejections.ErrorCounts, .. _counts.Select(count => new ErrorCount(count.Key, Field: null, count.Value))]);
    }

    private string MessageOf(BatchItem item, string code)
    {
        _earlier ??= new(work.Items, view);
        var id = ("id", SafeDisplayText.Of(item.ImageId));
        return _earlier.CauseOf(item) is { } cause
            ? ErrorTexts.Format(work.TextLanguage, $"{code}.batch", id, ("item", cause.Position.ToString(CultureInfo.InvariantCulture)))
            : ErrorTexts.Format(work.TextLanguage, code, id);
    }

    private void TakeRejectionsBefore(int position)
    {
        while (_nextRejection < _rejections.Errors.Count && _rejections.Errors[_nextRejection].Position < position)
        {
            if (_errors.Count == maxErrors)
            {
                _overflow = true;
                return;
            }

            _errors.Add(_rejections.Errors[_nextRejection++]);
        }
    }
}
