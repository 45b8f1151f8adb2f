using System.Text;

namespace Wesog.Storage.InMemory;

/// <summary>What is kept of an operation beside what readers see, until it is finished.</summary>
internal sealed class UnfinishedOperation(long number, NewOperation draft, long bytes)
{
    // What an operation and each of its items take beyond their texts, roughly.
    private const int Overhead = 64;

    public long Number { get; } = number;

    public bool Urgent { get; } = draft.Operation.Modes.Urgent;

    public int Items { get; } = draft.Operation.Total;

    public long Bytes { get; } = bytes;

    public OperationPayload Work { get; } = draft.Work;

    public string? Key { get; } = draft.Key?.Key;

    public int Attempts { get; set; }

    /// <summary>Whether it belongs to a turn, be that turn's lease alive or dead.</summary>
    public bool Claimed { get; set; }

    /// <summary>The bytes of an operation's items as this store keeps them.</summary>
    public static long Measure(OperationPayload work)
    {
        long bytes = Overhead;
        foreach (var item in work.Items)
        {
            bytes += Overhead + item.Json.Length + Encoding.UTF8.GetByteCount(item.ImageId);
        }

        return bytes;
    }
}
