using Wesog.Operations;
using Wesog.Storage.Kernel;

namespace Wesog.Storage;

/// <summary>
/// Encodes the lists of a finished operation for a store that keeps them as bytes: the number of entries, then each entry. The encoding
/// of an empty list is null.
/// </summary>
public static class OperationCodec
{
    /// <summary>Encodes errors.</summary>
    public static byte[]? EncodeErrors(IReadOnlyList<OperationError> errors) => Encode(errors, WriteError);

    /// <summary>Decodes at most <paramref name="maxCount"/> errors, from the first.</summary>
    public static IReadOnlyList<OperationError> DecodeErrors(ReadOnlySpan<byte> bytes, int maxCount) => Decode(bytes, maxCount, ReadError);

    /// <summary>Encodes the counts of errors.</summary>
    public static byte[]? EncodeErrorCounts(IReadOnlyList<ErrorCount> counts) => Encode(counts, WriteCount);

    /// <summary>Decodes the counts of errors.</summary>
    public static IReadOnlyList<ErrorCount> DecodeErrorCounts(ReadOnlySpan<byte> bytes) => Decode(bytes, int.MaxValue, ReadCount);

    /// <summary>Encodes skipped items.</summary>
    public static byte[]? EncodeSkippedItems(IReadOnlyList<SkippedItem> items) => Encode(items, WriteSkipped);

    /// <summary>Decodes at most <paramref name="maxCount"/> skipped items, from the first.</summary>
    public static IReadOnlyList<SkippedItem> DecodeSkippedItems(ReadOnlySpan<byte> bytes, int maxCount) => Decode(bytes, maxCount, ReadSkipped);

    /// <summary>
    /// Encodes who submitted an operation, and what it repeats or edits: <see cref="Operation.SubmittedBy"/>, <see cref="Operation.RetryOf"/> and
    /// <see cref="Operation.Query"/>. They do not change.
    /// </summary>
    /// <returns>The bytes; null if the operation has none of these.</returns>
    public static byte[]? EncodeOrigin(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation is { SubmittedBy: null, RetryOf: null, Query: null })
        {
            return null;
        }

        var writer = new ByteWriter(capacity: 64);
        writer.OptionalText(operation.SubmittedBy);
        writer.LongNumber(operation.RetryOf ?? 0);
        writer.OptionalText(operation.Query);
        return writer.Take();
    }

    /// <summary>Returns an operation with what <see cref="EncodeOrigin"/> wrote.</summary>
    public static Operation DecodeOrigin(Operation operation, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (bytes.IsEmpty)
        {
            return operation;
        }

        var reader = new ByteReader(bytes.ToArray());
        var (submittedBy, retryOf, query) = (reader.OptionalText(), reader.LongNumber(), reader.OptionalText());
        return operation with { SubmittedBy = submittedBy, RetryOf = retryOf == 0 ? null : retryOf, Query = query };
    }

    /// <summary>Encodes what only the end of an operation without known items tells, such as an edit by query: <see cref="Operation.Total"/> and <see cref="Operation.Failure"/>.</summary>
    /// <returns>The bytes; null for an operation that is not finished, and for one whose items say all.</returns>
    public static byte[]? EncodeOutcome(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation is { Query: null, Failure: null } || !operation.IsFinished)
        {
            return null;
        }

        var writer = new ByteWriter(capacity: 16);
        writer.Number(operation.Total);
        writer.OptionalText(operation.Failure?.Code);
        if (operation.Failure is { } failure)
        {
            writer.Text(failure.Message);
        }

        return writer.Take();
    }

    /// <summary>Returns an operation with what <see cref="EncodeOutcome"/> wrote.</summary>
    public static Operation DecodeOutcome(Operation operation, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (bytes.IsEmpty)
        {
            return operation;
        }

        var reader = new ByteReader(bytes.ToArray());
        var (total, code) = (reader.Number(), reader.OptionalText());
        return operation with { Total = total, Failure = code is null ? null : new(code, reader.Text()) };
    }

    internal static void Write(ByteWriter writer, ItemErrors errors)
    {
        writer.List(errors.Errors, WriteError);
        writer.List(errors.ErrorCounts, WriteCount);
    }

    internal static long Measure(ItemErrors errors)
    {
        long bytes = ByteWriter.LengthOf(errors.Errors.Count) + ByteWriter.LengthOf(errors.ErrorCounts.Count);
        foreach (var error in errors.Errors)
        {
            bytes += ByteWriter.LengthOf(error.Position) + ByteWriter.LengthOf(error.Code) + ByteWriter.LengthOf(error.Message)
                + ByteWriter.LengthOfOptional(error.ImageId) + ByteWriter.LengthOfOptional(error.Field);
        }

        foreach (var count in errors.ErrorCounts)
        {
            bytes += ByteWriter.LengthOf(count.Code) + ByteWriter.LengthOfOptional(count.Field) + ByteWriter.LengthOf(count.Count);
        }

        return bytes;
    }

    internal static OperationError ReadError(ref ByteReader reader) =>
        new(reader.Number(), reader.Text(), reader.Text(), reader.OptionalText(), reader.OptionalText());

    internal static ErrorCount ReadCount(ref ByteReader reader) => new(reader.Text(), reader.OptionalText(), reader.Number());

    private static SkippedItem ReadSkipped(ref ByteReader reader) => new(reader.Number(), reader.Text());

    private static void WriteError(ByteWriter writer, OperationError error)
    {
        writer.Number(error.Position);
        writer.Text(error.Code);
        writer.Text(error.Message);
        writer.OptionalText(error.ImageId);
        writer.OptionalText(error.Field);
    }

    private static void WriteCount(ByteWriter writer, ErrorCount count)
    {
        writer.Text(count.Code);
        writer.OptionalText(count.Field);
        writer.Number(count.Count);
    }

    private static void WriteSkipped(ByteWriter writer, SkippedItem item)
    {
        writer.Number(item.Position);
        writer.Text(item.ImageId);
    }

    private static byte[]? Encode<T>(IReadOnlyList<T> values, Action<ByteWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            return null;
        }

        var writer = new ByteWriter(capacity: 64 * values.Count);
        writer.List(values, write);
        return writer.Take();
    }

    private static T[] Decode<T>(ReadOnlySpan<byte> bytes, int maxCount, ByteReader.Element<T> read)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var reader = new ByteReader(bytes.ToArray());
        return reader.List(read, maxCount);
    }
}
