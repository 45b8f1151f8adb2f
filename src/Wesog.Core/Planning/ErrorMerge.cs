using Wesog.Images;
using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.Planning;

/// <summary>
/// The first errors of an operation in item order: the payload's, known from the start, merged with those that planning
/// finds.
/// </summary>
internal sealed class ErrorMerge(Rejections rejections, int maxErrors)
{
    private readonly List<OperationError> _errors = [];
    private int _nextRejection;
    private bool _overflow;

    /// <summary>Whether there are more than are kept; final once <see cref="Complete"/> was called.</summary>
    public bool Truncated => _overflow || rejections.Truncated;

    public void Add(BatchItem item, string code, Language language)
    {
        TakeRejectionsBefore(item.Position);
        if (_errors.Count == maxErrors)
        {
            _overflow = true;
            return;
        }

        _errors.Add(new(item.Position, code, ErrorTexts.Format(language, code, ("id", Excerpt.Of(item.ImageId))), item.ImageId));
    }

    public IReadOnlyList<OperationError> Complete()
    {
        TakeRejectionsBefore(int.MaxValue);
        return _errors;
    }

    private void TakeRejectionsBefore(int position)
    {
        while (_nextRejection < rejections.Errors.Count && rejections.Errors[_nextRejection].Position < position)
        {
            if (_errors.Count == maxErrors)
            {
                _overflow = true;
                return;
            }

            _errors.Add(rejections.Errors[_nextRejection++]);
        }
    }
}
