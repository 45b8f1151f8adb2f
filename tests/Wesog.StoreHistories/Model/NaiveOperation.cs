using System.Text;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.StoreHistories.Model;

/// <summary>An operation as the naive store keeps it.</summary>
public sealed class NaiveOperation(Operation shown, NewOperation draft)
{
    /// <summary>What readers see.</summary>
    public Operation Shown { get; set; } = shown;

    public NewOperation Draft { get; } = draft;

    public int Attempts { get; set; }

    /// <summary>Whether a claim took it, be its lease alive or dead.</summary>
    public bool InTurn { get; set; }

    public long Number => Shown.Id;

    public bool IsUnfinished => !Shown.IsFinished;

    public (int Items, long Bytes) Size => (Draft.Operation.Total, BytesOf(Draft));

    public static long BytesOf(NewOperation draft) => draft.Payload.Items.Sum(item => Encoding.UTF8.GetByteCount(item.ImageId) + item.Json.Length + 64L);

    public NaiveOperation Copy() => new(Shown, Draft) { Attempts = Attempts, InTurn = InTurn };
}
