using System.Text;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.StoreHistories.Model;

/// <summary>An operation of the naive store.</summary>
public sealed class NaiveOperation(Operation visible, NewOperation submitted)
{
    /// <summary>The state that reads return.</summary>
    public Operation Visible { get; set; } = visible;

    public NewOperation Submitted { get; } = submitted;

    public int Attempts { get; set; }

    /// <summary>Whether the operation is claimed, even if the lease has expired.</summary>
    public bool IsClaimed { get; set; }

    public long Number => Visible.Id;

    public bool IsUnfinished => !Visible.IsFinished;

    public (int Items, long Bytes) Size => (Submitted.Operation.Total, BytesOf(Submitted));

    public static long BytesOf(NewOperation submitted) => submitted.Payload.Edit is not null ? 64 : submitted.Payload.Items.Sum(item => Encoding.UTF8.GetByteCount(item.ImageId) + item.Json.Length + 64L);

    public NaiveOperation Copy() => new(Visible, Submitted) { Attempts = Attempts, IsClaimed = IsClaimed };
}
