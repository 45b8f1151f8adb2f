using System.Text;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Store;

/// <summary>An operation that is not finished, as the store keeps it beside what readers see.</summary>
internal sealed class Waiting(long number, NewOperation draft)
{
    public long Number { get; } = number;

    public NewOperation Draft { get; } = draft;

    public bool Urgent => Draft.Operation.Modes.Urgent;

    public (int Items, long Bytes) Size { get; } = (draft.Operation.Total, BytesOf(draft.Payload));

    public int Attempts { get; set; }

    /// <summary>The claim that took it; null while it waits.</summary>
    public long? Fence { get; set; }

    public static long BytesOf(OperationPayload work) => work.Items.Sum(item => Encoding.UTF8.GetByteCount(item.ImageId) + item.Json.Length + 16L);
}
