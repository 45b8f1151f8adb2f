using System.Text;

namespace Wesog.Storage.InMemory;

/// <summary>The internal state of an operation until it finishes.</summary>
internal sealed class UnfinishedOperation(long number, NewOperation newOperation, long bytes)
{
    // The approximate memory of an operation, and of each item, beyond its text.
    private const int Overhead = 64;

    public long Number { get; } = number;

    public bool Urgent { get; } = newOperation.Operation.Modes.Urgent;

    public int Items { get; } = newOperation.Operation.Total;

    public long Bytes { get; } = bytes;

    public OperationPayload Work { get; } = newOperation.Payload;

    public string? Key { get; } = newOperation.Key?.Key;

    public int Attempts { get; set; }

    /// <summary>Whether it is part of a work item, even if the lease has expired.</summary>
    public bool Claimed { get; set; }

    /// <summary>Returns the size of an operation, as <see cref="InMemoryImageStore"/> defines it.</summary>
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
