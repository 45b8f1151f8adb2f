using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Builds a batch, item by item, from JSON or objects.</summary>
internal sealed class ValidatedBatchBuilder(WesogOptions options, SubmitOptions submitOptions, IBodyMemory? memory = null) : IDisposable
{
    // Small batches do not count their memory, and large ones not with every item.
    private const int CountedAtOnce = 16 << 10;

    private readonly List<BatchItem> _items = [];
    private readonly FaultyItemsHash? _faulty =
        submitOptions is { Subset: true, IdempotencyKey: not null } ? new FaultyItemsHash() : null;

    private OperationMethod? _method;
    private int _total;
    private int _uncounted;

    public ValidationErrorCollector Faults { get; } = new(options.Limits.MaxErrors, submitOptions.TextLanguage);

    /// <summary>The current item.</summary>
    public ItemDraft Draft { get; } = new();

    /// <exception cref="BatchTooLargeException">There are too many items.</exception>
    public void Open(ItemMethod? method)
    {
        if (_total == options.Limits.MaxBatchItems)
        {
            throw new BatchTooLargeException(options.Limits.MaxBatchItems, options.Limits.MaxBodyBytes) { HasTooManyItems = true };
        }

        Faults.Open(_total);
        Draft.Open(method);
    }

    /// <summary>Discards the current item. The caller reads it again.</summary>
    public void Abandon() => Faults.Abandon();

    /// <summary>Ends the current item, which the draft contains completely.</summary>
    public void Close() => Close(Draft.Method, null, default);

    /// <summary>Ends the current item.</summary>
    /// <param name="method">The method; null if the item states it itself.</param>
    /// <param name="imageId">The id that the path names; null if there is none.</param>
    /// <param name="item">A reader at the first token of the item as sent; the default if the draft contains the whole item.</param>
    public void Close(ItemMethod? method, string? imageId, in Utf8JsonReader item)
    {
        if (Faults.Close(Draft.Id))
        {
            var read = ItemOf(Draft, _total);
            _items.Add(read);
            CountMemory(MemorySize.OfItem(read.ImageId, read.Json.Length));
        }
        else
        {
            _faulty?.Add(_total, method, imageId, item.TokenType == JsonTokenType.None ? new(Draft.ToJson()) : item);
            _faulty?.AddConditions(Draft.IfRevision, Draft.Precondition);
            CountMemory(Faults.ListedOfItem * MemorySize.OfError);
        }

        Count(Draft.Method);
        _total++;
    }

    /// <exception cref="EmptyBatchException">There is no item.</exception>
    public ValidatedBatch ToBatch() => _total == 0 ? throw new EmptyBatchException() : new ValidatedBatch
    {
        Options = submitOptions,
        Method = _method ?? OperationMethod.Multiple,
        Total = _total,
        Items = _items,
        ItemErrors = Faults.ToItemErrors(Faults.Count > 0 && _faulty is not null ? _faulty.ToHash() : default),
    };

    /// <summary>Returns the edit by query whose change is the only item.</summary>
    /// <param name="formula">Selects the images.</param>
    /// <param name="expectedCount">The number of images that must match; null for any.</param>
    public ValidatedBatch ToEdit(string formula, int? expectedCount)
    {
        var batch = ToBatch();
        return batch with
        {
            Total = 0,
            Items = [],
            Edit = batch.Items is [var item] ? new(formula, expectedCount, item.Method, item.Lang, item.Json) : null,
        };
    }

    /// <inheritdoc cref="PooledBuffer{T}.Trim"/>
    public void Trim()
    {
        Draft.Trim();
        _faulty?.Trim();
    }

    public void Dispose()
    {
        Draft.Dispose();
        _faulty?.Dispose();
    }

    private BatchItem ItemOf(ItemDraft draft, int position) => WithConditions(draft.Method switch
    {
        ItemMethod.Delete => new(position, ItemMethod.Delete, draft.Id ?? "", null, default),

        // The change of an edit by query has no id.
        ItemMethod.Modify => new(position, ItemMethod.Modify, draft.Id ?? "", draft.Lang, draft.ToCanonical()),
        _ => new(position, draft.Method!.Value, draft.Id!, draft.Lang ?? submitOptions.Lang, draft.ToCanonical()),
    });

    private BatchItem WithConditions(BatchItem item) => Draft is { IfRevision: null, Precondition: null }
        ? item
        : item with { IfRevision = Draft.IfRevision, Precondition = Draft.Precondition };

    private void CountMemory(int bytes)
    {
        _uncounted += bytes;
        if (_uncounted > CountedAtOnce)
        {
            memory?.Reserve(_uncounted);
            _uncounted = 0;
        }
    }

    // An item without a known method does not affect the method of the batch.
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
