using Wesog.MongoDB.Data;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Enqueueing;

/// <summary>Decides in order which operations to accept, and assigns their numbers.</summary>
internal sealed class Admission(
    TenantCounters intake, ExecutionCounters ended, Dictionary<string, (long Number, ReadOnlyMemory<byte> Fingerprint)> bound)
{
    private readonly List<(PendingEnqueue Entry, Operation Operation)> _accepted = [];
    private readonly List<(IdempotencyBinding Binding, long Number)> _newKeys = [];
    private long _unfinished = intake.Accepted - intake.Canceled - ended.Finished;
    private long _bytes = intake.AcceptedBytes - intake.CanceledBytes - ended.FinishedBytes;

    /// <summary>The accepted operations, in order.</summary>
    public IReadOnlyList<(PendingEnqueue Entry, Operation Operation)> All => _accepted;

    /// <summary>The idempotency keys that the accepted operations bind.</summary>
    public IReadOnlyList<(IdempotencyBinding Binding, long Number)> NewKeys => _newKeys;

    /// <summary>Returns the number and fingerprint that an idempotency key is bound to.</summary>
    public (long Number, ReadOnlyMemory<byte> Fingerprint) BoundBy(string key) => bound[key];

    /// <summary>Returns an operation that was accepted here, by number.</summary>
    public Operation? Accepted(long number) =>
        number > intake.LastNumber ? _accepted[(int)(number - intake.LastNumber - 1)].Operation : null;

    /// <summary>Returns null if the idempotency key is bound.</summary>
    public EnqueueResult? Admit(PendingEnqueue entry)
    {
        if (entry.Draft.Key is { } key && bound.ContainsKey(key.Key))
        {
            return null;
        }

        if (_unfinished + 1 > entry.Bounds.Operations || _bytes + entry.Bytes > entry.Bounds.Bytes)
        {
            return new EnqueueResult.Full();
        }

        _unfinished++;
        _bytes += entry.Bytes;
        var operation = entry.Draft.Operation with { Id = intake.LastNumber + _accepted.Count + 1 };
        _accepted.Add((entry, operation));
        if (entry.Draft.Key is { } binding)
        {
            bound.Add(binding.Key, (operation.Id, binding.Fingerprint));
            _newKeys.Add((binding, operation.Id));
        }

        return new EnqueueResult.Accepted(operation);
    }
}
