using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Puts a batch together, item by item, from JSON and from objects alike.</summary>
internal sealed class ValidatedBatchBuilder(WesogOptions options, SubmitOptions submitOptions) : IDisposable
{
    private readonly List<BatchItem> _items = [];
    private readonly FaultyItemsHash? _faulty =
        submitOptions is { Subset: true, IdempotencyKey: not null } ? new FaultyItemsHash() : null;

    private OperationMethod? _method;
    private int _total;

    public ValidationErrorCollector Faults { get; } = new(options.Limits.MaxErrors, submitOptions.TextLanguage);

    /// <summary>The open item.</summary>
    public ItemDraft Draft { get; } = new();

    /// <exception cref="BatchTooLargeException">There is one item too many.</exception>
    public void Open(ItemMethod? method)
    {
        if (_total == options.Limits.MaxBatchItems)
        {
            throw new BatchTooLargeException(options.Limits.MaxBatchItems, options.Limits.MaxBodyBytes) { HasTooManyItems = true };
        }

        Faults.Open(_total);
        Draft.Open(method);
    }

    /// <summary>Forgets the open item, which is going to be read again.</summary>
    public void Abandon() => Faults.Abandon();

    /// <summary>Ends the open item, of which the draft holds all there is.</summary>
    public void Close() => Close(Draft.Method, null, default);

    /// <summary>Ends the open item.</summary>
    /// <param name="method">The method; null if the item states it itself.</param>
    /// <param name="imageId">The id that the path names; null if there is none.</param>
    /// <param name="source">The item as sent; empty if the draft holds the whole item.</param>
    public void Close(ItemMethod? method, string? imageId, ReadOnlySpan<byte> source)
    {
        if (Faults.Close(Draft.Id))
        {
            _items.Add(ItemOf(Draft, _total));
        }
        else
        {
            _faulty?.Add(_total, method, imageId, source.IsEmpty ? Draft.ToJson() : source);
        }

        Count(Draft.Method);
        _total++;
    }

    /// <exception cref="EmptyBatchException">There was no item.</exception>
    public ValidatedBatch ToBatch() => _total == 0 ? throw new EmptyBatchException() : new ValidatedBatch
    {
        Options = submitOptions,
        Method = _method ?? OperationMethod.Multiple,
        Total = _total,
        Items = _items,
        ItemErrors = Faults.ToRejections(Faults.Count > 0 && _faulty is not null ? _faulty.ToHash() : default),
    };

    public void Dispose()
    {
        Draft.Dispose();
        _faulty?.Dispose();
    }

    private BatchItem ItemOf(ItemDraft draft, int position) => draft.Method switch
    {
        ItemMethod.Delete => new(position, ItemMethod.Delete, draft.Id!, null, default),
        ItemMethod.Modify => new(position, ItemMethod.Modify, draft.Id!, draft.Lang, draft.ToCanonical()),
        _ => new(position, draft.Method!.Value, draft.Id!, draft.Lang ?? submitOptions.Lang, draft.ToCanonical()),
    };

    // An item of no known method says nothing about what the batch does.
    private void Count(ItemMethod? itemMethod)
    {
        if (itemMethod is { } known)
        {
            var method = known switch
            {
                ItemMethod.Add => OperationMethod.Add,
                ItemMethod.Delete => OperationMethod.Delete,
                _ => OperationMethod.Update,
            };
            _method = _method is null || _method == method ? method : OperationMethod.Multiple;
        }
    }
}
