using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Storage;

namespace Wesog.Sqlite.Writing;

/// <summary>Stores the operations of one tenant that the queue accepts, with their payloads.</summary>
internal sealed class EnqueueCommand(PayloadCache payloads, Tenant tenant, IReadOnlyList<NewOperation> operations, QueueLimits limits)
    : WriteCommand<IReadOnlyList<EnqueueResult>>
{
    private const int BytesPerRow = 4_096;

    private readonly PackedPart[][] _parts = [.. operations.Select(operation => PayloadRows.Pack(operation.Payload))];
    private readonly List<(QueuedOperation Operation, OperationPayload Payload)> _accepted = [];
    private long _row;

    public override int Weight => operations.Count + (int)(_parts.Sum(parts => parts.Sum(part => (long)part.Content.Length)) / BytesPerRow);

    public override void Committed()
    {
        tenant.Row = _row;
        foreach (var (operation, payload) in _accepted)
        {
            payloads.Add(operation, payload);
        }

        tenant.Queue.Add([.. _accepted.Select(accepted => accepted.Operation)]);
    }

    public override void RolledBack() => _accepted.Clear();

    protected override IReadOnlyList<EnqueueResult> Write(Connection connection)
    {
        _row = tenant.RowIn(connection);
        var totals = TenantRows.ReadTotals(connection, _row);
        var admission = new Admission(totals.Queue, limits);
        var results = new EnqueueResult[operations.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var (operation, before) = (operations[i], admission.Totals.Bytes);
            results[i] = admission.Admit(operation, OperationRows.FindBound(connection, _row, tenant.Queue, operation));
            if (results[i] is EnqueueResult.Accepted accepted)
            {
                var bytes = admission.Totals.Bytes - before;
                var row = OperationRows.Insert(connection, _row, accepted.Operation, bytes, operation.Key);
                PayloadRows.Insert(connection, row, _parts[i]);
                _accepted.Add((new(accepted.Operation, bytes) { StorageId = row }, operation.Payload));
            }
        }

        if (_accepted.Count > 0)
        {
            TenantRows.WriteTotals(connection, _row, totals with { Queue = admission.Totals });
        }

        return results;
    }
}
