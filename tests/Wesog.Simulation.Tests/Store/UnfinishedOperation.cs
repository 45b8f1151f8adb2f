using System.Text;
using Wesog.Images;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Store;

/// <summary>An unfinished operation with the data that reads do not return.</summary>
internal sealed class UnfinishedOperation(long number, NewOperation newOperation)
{
    public long Number { get; } = number;

    public NewOperation Submitted { get; } = newOperation;

    public bool Urgent => Submitted.Operation.Modes.Urgent;

    public (int Items, long Bytes) Size { get; } = (newOperation.Operation.Total, BytesOf(newOperation.Payload));

    public int Attempts { get; set; }

    /// <summary>Whether the payload is damaged.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>The fencing token of the claim, or null if the operation is not claimed.</summary>
    public long? FencingToken { get; set; }

    /// <summary>The images that the first scan of an edit by query found, for a planted bug.</summary>
    public IReadOnlyCollection<StoredImage>? ImagesOfFirstScan { get; set; }

    public static long BytesOf(OperationPayload payload) => payload.Edit is { } edit
        ? Encoding.UTF8.GetByteCount(edit.Formula) + edit.Json.Length + 16L
        : payload.Items.Sum(item => Encoding.UTF8.GetByteCount(item.ImageId) + item.Json.Length + 16L);
}
