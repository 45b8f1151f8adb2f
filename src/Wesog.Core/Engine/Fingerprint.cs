using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage.Kernel;

namespace Wesog.Engine;

/// <summary>
/// Computes a hash of a submission's content. Submissions with equal methods, items and modes have equal hashes, whatever their
/// encoding, because items are in canonical form.
/// </summary>
/// <remarks><c>docs/specification.md</c>, section "Queue" (idempotency key).</remarks>
internal static class Fingerprint
{
    public static byte[] Of(ValidatedBatch batch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = batch.Options;
        Append(hash, options.Strict ? 1 : 0, options.Subset ? 1 : 0, options.Urgent ? 1 : 0, (int)options.Lang, batch.Total);
        foreach (var item in batch.Items)
        {
            Append(hash, item.Position, (int)item.Method, (int)(item.Lang ?? (Language)(-1)), item.Json.Length);
            Append(hash, Encoding.UTF8.GetBytes(item.ImageId));
            hash.AppendData(item.Json.Span);
            if (ItemConditionCodec.HasAny(item))
            {
                AppendConditions(hash, item);
            }
        }

        if (batch.Edit is { } edit)
        {
            var writer = new ByteWriter((int)QueryEditCodec.Measure(edit));
            QueryEditCodec.Write(writer, edit);
            Append(hash, writer.Take());
        }

        Append(hash, batch.ItemErrors.Digest.Span);
        return hash.GetHashAndReset();
    }

    // No position is negative, so the conditions cannot be taken for the next item.
    private static void AppendConditions(IncrementalHash hash, BatchItem item)
    {
        var writer = new ByteWriter((int)ItemConditionCodec.Measure(item));
        ItemConditionCodec.Write(writer, item);
        Append(hash, -1);
        Append(hash, writer.Take());
    }

    // A length prefix before every part makes different sequences of parts hash different bytes.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
