using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Running;
using Wesog.Simulation.Tests.Store;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>
/// Tracks the expected state of one tenant from the results that the store returned to the hosts, and compares it with the
/// content of the store after each step. It implements <c>docs/specification.md</c> independently of the store.
/// </summary>
internal sealed class TenantOracle
{
    private readonly SimulationContext _context;
    private readonly string _tenant;
    private readonly SortedDictionary<long, AcceptedOperation> _accepted = [];
    private readonly Dictionary<string, long> _keys = [];
    private readonly List<long> _finished = [];
    private readonly StateRules _states;
    private readonly ImageRules _images;

    public TenantOracle(SimulationContext context, string tenant)
    {
        (_context, _tenant) = (context, tenant);
        _states = new(Violate);
        _images = new(Violate, context.Limits.Engine, context.Limits.Options.Images.MaxListEntries);
        WorkItems = new(context, Violate, () => Queue);
    }

    public WorkItemRules WorkItems { get; }

    /// <summary>The unfinished operations in queue order.</summary>
    public IEnumerable<AcceptedOperation> Queue => _accepted.Values
        .Where(operation => operation.FinishedBy is null)
        .OrderByDescending(operation => operation.IsUrgent)
        .ThenBy(operation => operation.Id);

    public AcceptedOperation? Find(long id) => _accepted.GetValueOrDefault(id);

    public long? BoundTo(string key) => _keys.TryGetValue(key, out var id) ? id : null;

    public void Enqueued(Host host, ClientCall clientCall, NewOperation newOperation, EnqueueResult result)
    {
        if (result is EnqueueResult.Accepted accepted)
        {
            Accepted(host, clientCall, newOperation, accepted.Operation);
            return;
        }

        clientCall.SawFullQueue = true;
        _context.Counters.Count("queue full");
        Require(!Fits(UnfinishedOperation.BytesOf(newOperation.Payload)), "A submission was rejected although the queue was not full.");
    }

    public void Accepted(Host host, ClientCall clientCall, NewOperation newOperation, Operation operation)
    {
        var bytes = UnfinishedOperation.BytesOf(newOperation.Payload);
        _context.Trace.Add($"  {_tenant}/{operation.Id} {operation.State}");
        Require(Fits(bytes), $"Operation {operation.Id} was accepted beyond the queue limits.");
        Require(_accepted.Count == 0 || operation.Id > _accepted.Keys.Last(), $"Operation {operation.Id} does not have the highest number.");
        Require(
            newOperation.Key is not { } key || _keys.TryAdd(key.Key, operation.Id), $"The key of operation {operation.Id} was already bound to another operation.");
        Require(
            !operation.IsFinished || !Queue.Any(), $"Operation {operation.Id} ran inline although the queue was not empty.");
        Require(!operation.IsFinished || !clientCall.Request!.IsEdit, $"Edit {operation.Id} ran inline.");
        Require(operation.Query == clientCall.Request!.Content.Query?.Formula, $"Operation {operation.Id} edits {operation.Query}.");
        var accepted = new AcceptedOperation(operation.Id, clientCall.Request!, bytes)
        {
            NeedsDamage = newOperation.Payload.Items.Any(item => item.ImageId == _context.Store[_tenant].DamagedId)
                || (clientCall.Request!.IsEdit && _context.Store[_tenant].DamagedId is not null)
                || (_context.Store[_tenant].Unfinished.TryGetValue(operation.Id, out var unfinished) && unfinished.IsDamaged),
        };
        _accepted[operation.Id] = accepted;
        clientCall.WasAccepted = true;
        if (operation.IsFinished)
        {
            _context.Counters.Count("inline commits");
            Finish(host, accepted);
        }
    }

    public void Canceled(Host host, CancelResult result)
    {
        if (result is not { Operation: { State: OperationState.Canceled, Id: var id } })
        {
            return;
        }

        var accepted = Find(id)!;
        Require(
            result.Outcome == CancelOutcome.Canceled == accepted.FinishedBy is null, $"Operation {id} was reported with a wrong cancel outcome.");
        if (accepted.FinishedBy is null)
        {
            _context.Counters.Count("canceled");
            accepted.FinishedBy = host;
        }
    }

    public void Committed(Host host, Lease lease, IReadOnlyList<Operation> finished)
    {
        _context.Trace.Add($"  {string.Join(", ", finished.Select(operation => $"{_tenant}/{operation.Id} {operation.State}"))}");
        _context.Counters.Count(finished.Count > 1 ? "group commits" : "single commits");
        WorkItems.Committed(lease, finished);
        foreach (var operation in finished)
        {
            if (Find(operation.Id) is { FinishedBy: null } accepted)
            {
                Finish(host, accepted);
            }
            else
            {
                Violate($"Operation {operation.Id} is unknown or was already finished.");
            }
        }
    }

    public void Failed(long id) => _accepted[id].Failures++;

    public void Check()
    {
        var record = _context.Store[_tenant];
        _states.Check(record.Operations);
        foreach (var id in _finished)
        {
            var operation = record.Operations[id];
            Count(operation);
            _images.Apply(operation, _accepted[id]);
        }

        _finished.Clear();
        _images.Check(record.Images);
        foreach (var (id, operation) in record.Operations)
        {
            Require(
                Find(id) is { } accepted && operation.IsFinished == accepted.FinishedBy is not null,
                $"Operation {id} is unexpectedly {operation.State}.");
        }

        Require(_accepted.Count == record.Operations.Count, "An accepted operation is missing.");
    }

    public override string ToString() => _tenant;

    private void Finish(Host host, AcceptedOperation operation)
    {
        operation.FinishedBy = host;
        _finished.Add(operation.Id);
        var overtaken = Queue.FirstOrDefault(other => other.IsUrgent == operation.IsUrgent && other.Id < operation.Id);
        Require(overtaken is null, $"Operation {operation.Id} overtook {overtaken?.Id}.");
    }

    private void Count(Operation operation)
    {
        var what = operation.IsPoisoned ? "poisoned" : operation.IsDamaged ? "damaged" : $"finished {operation.State}";
        _context.Counters.Count(what);
        if (operation.Query is not null)
        {
            _context.Counters.Count($"edits {operation.Failure?.Code ?? (operation.Total == 0 ? "without a match" : what)}");
        }

        foreach (var (code, _, count) in operation.ErrorCounts)
        {
            _context.Counters.Count($"errors {code}", count);
        }
    }

    private bool Fits(long bytes) =>
        Queue.Count() < _context.Limits.Engine.MaxQueuedOperations
        && Queue.Sum(operation => operation.Bytes) + bytes <= _context.Limits.Engine.MaxQueuedBytes;

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            Violate(otherwise);
        }
    }

    private void Violate(string what) => _context.Violate($"{_tenant}: {what}");
}
