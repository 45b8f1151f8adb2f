using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Simulation.Tests.Running;
using Wesog.Simulation.Tests.Store;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>
/// Keeps book of what the store told the hosts about one tenant, and after each step compares it with what is in the store. It knows
/// <c>docs/specification.md</c>, and nothing of how the store comes to what it does.
/// </summary>
internal sealed class TenantLedger
{
    private readonly Scene _scene;
    private readonly string _tenant;
    private readonly SortedDictionary<long, AcceptedOperation> _accepted = [];
    private readonly Dictionary<string, long> _keys = [];
    private readonly List<long> _ended = [];
    private readonly LifeRules _life;
    private readonly ImageRules _images;

    public TenantLedger(Scene scene, string tenant)
    {
        (_scene, _tenant) = (scene, tenant);
        _life = new(Violate);
        _images = new(Violate, scene.Limits.Engine);
        Turns = new(scene, Violate, () => Queue);
    }

    public TurnRules Turns { get; }

    /// <summary>What is accepted and not ended, in the order in which it is to run.</summary>
    public IEnumerable<AcceptedOperation> Queue => _accepted.Values
        .Where(operation => operation.EndedBy is null)
        .OrderByDescending(operation => operation.IsUrgent)
        .ThenBy(operation => operation.Id);

    public AcceptedOperation? Find(long id) => _accepted.GetValueOrDefault(id);

    public long? BoundTo(string key) => _keys.TryGetValue(key, out var id) ? id : null;

    public void Enqueued(Host host, Flow flow, NewOperation draft, EnqueueResult result)
    {
        if (result is EnqueueResult.Accepted accepted)
        {
            Accepted(host, flow, draft, accepted.Operation);
            return;
        }

        flow.FoundFull = true;
        _scene.Tally.Count("queue full");
        Require(!Fits(Waiting.BytesOf(draft.Payload)), "A submission was refused though the queue was not full.");
    }

    public void Accepted(Host host, Flow flow, NewOperation draft, Operation operation)
    {
        var bytes = Waiting.BytesOf(draft.Payload);
        _scene.Trace.Add($"  {_tenant}/{operation.Id} {operation.State}");
        Require(Fits(bytes), $"Operation {operation.Id} was accepted beyond the bounds of the queue.");
        Require(_accepted.Count == 0 || operation.Id > _accepted.Keys.Last(), $"Operation {operation.Id} has no higher number than all before it.");
        Require(
            draft.Key is not { } key || _keys.TryAdd(key.Key, operation.Id), $"The key of operation {operation.Id} was bound to another one before.");
        Require(
            !operation.IsFinished || !Queue.Any(), $"Operation {operation.Id} ran at once though others were waiting.");
        var accepted = new AcceptedOperation(operation.Id, flow.Request!, bytes);
        _accepted[operation.Id] = accepted;
        flow.WasAccepted = true;
        if (operation.IsFinished)
        {
            _scene.Tally.Count("run at once");
            End(host, accepted);
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
            result.Outcome == CancelOutcome.Canceled == accepted.EndedBy is null, $"Operation {id} is said falsely to be canceled by this call, or by another.");
        if (accepted.EndedBy is null)
        {
            _scene.Tally.Count("canceled");
            accepted.EndedBy = host;
        }
    }

    public void Committed(Host host, Lease lease, IReadOnlyList<Operation> finished)
    {
        _scene.Trace.Add($"  {string.Join(", ", finished.Select(operation => $"{_tenant}/{operation.Id} {operation.State}"))}");
        _scene.Tally.Count(finished.Count > 1 ? "groups" : "singles");
        Turns.Committed(lease, finished);
        foreach (var operation in finished)
        {
            if (Find(operation.Id) is { EndedBy: null } accepted)
            {
                End(host, accepted);
            }
            else
            {
                Violate($"Operation {operation.Id} ended that is unknown, or a second time.");
            }
        }
    }

    public void Failed(long id) => _accepted[id].Failures++;

    public void Look()
    {
        var record = _scene.Store[_tenant];
        _life.Look(record.Operations);
        foreach (var id in _ended)
        {
            var operation = record.Operations[id];
            _scene.Tally.Count(operation.IsPoisoned ? "poisoned" : $"ended {operation.State}");
            _images.Apply(operation, _accepted[id]);
        }

        _ended.Clear();
        _images.Look(record.Images);
        foreach (var (id, operation) in record.Operations)
        {
            Require(
                Find(id) is { } accepted && operation.IsFinished == accepted.EndedBy is not null,
                $"Operation {id} is {operation.State} without cause.");
        }

        Require(_accepted.Count == record.Operations.Count, "An operation that was accepted is no more.");
    }

    public override string ToString() => _tenant;

    private void End(Host host, AcceptedOperation operation)
    {
        operation.EndedBy = host;
        _ended.Add(operation.Id);
        var overtaken = Queue.FirstOrDefault(other => other.IsUrgent == operation.IsUrgent && other.Id < operation.Id);
        Require(overtaken is null, $"Operation {operation.Id} overtook {overtaken?.Id}.");
    }

    private bool Fits(long bytes) =>
        Queue.Count() < _scene.Limits.Engine.MaxQueuedOperations
        && Queue.Sum(operation => operation.Bytes) + bytes <= _scene.Limits.Engine.MaxQueuedBytes;

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            Violate(otherwise);
        }
    }

    private void Violate(string what) => _scene.Violate($"{_tenant}: {what}");
}
