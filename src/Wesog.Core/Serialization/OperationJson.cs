using System.Globalization;
using System.Text.Json;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>Writes operations as JSON.</summary>
/// <remarks><c>docs/specification.md</c>, section "Operations".</remarks>
public static class OperationJson
{
    /// <summary>Writes an operation as an object.</summary>
    /// <param name="writer">The target.</param>
    /// <param name="operation">The operation. Without a number (0) it has no <c>op_id</c>.</param>
    /// <param name="now">The current time, up to which <c>idle_ms</c> and <c>exec_ms</c> of an unfinished operation count.</param>
    public static void Write(Utf8JsonWriter writer, Operation operation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteMembers(writer, operation, now);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of an operation into an open object.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteMembers(Utf8JsonWriter writer, Operation operation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Id != 0)
        {
            writer.WriteNumber("op_id"u8, operation.Id);
        }

        writer.WriteString("method"u8, WireNames.Of(operation.Method));
        writer.WriteString("resource"u8, "image"u8);
        writer.WriteString("state"u8, WireNames.Of(operation.State));
        writer.WriteNumber("num_total"u8, operation.Total);
        writer.WriteNumber("num_good"u8, operation.Good);
        writer.WriteNumber("num_bad"u8, operation.Bad);
        writer.WriteNumber("num_skipped"u8, operation.Skipped);
        writer.WriteBoolean("is_started"u8, operation.IsStarted);
        writer.WriteBoolean("is_finished"u8, operation.IsFinished);
        if (operation.AllGood is { } allGood)
        {
            writer.WriteBoolean("all_good"u8, allGood);
        }
        else
        {
            writer.WriteNull("all_good"u8);
        }

        writer.WriteBoolean("do_wait"u8, operation.Modes.Wait);
        writer.WriteBoolean("do_urgent"u8, operation.Modes.Urgent);
        writer.WriteBoolean("do_strict"u8, operation.Modes.Strict);
        writer.WriteBoolean("do_subset"u8, operation.Modes.Subset);
        writer.WriteNumber("idle_ms"u8, (long)operation.IdleTime(now).TotalMilliseconds);
        writer.WriteNumber("exec_ms"u8, (long)operation.ExecutionTime(now).TotalMilliseconds);
        WriteTime(writer, "created_at"u8, operation.CreatedAt);
        WriteTime(writer, "started_at"u8, operation.StartedAt);
        WriteTime(writer, "finished_at"u8, operation.FinishedAt);
        if (operation.SkippedItems.Count > 0)
        {
            WriteArray(writer, "skipped"u8, operation.SkippedItems, static (writer, item) =>
            {
                writer.WriteNumber("id"u8, item.Position);
                writer.WriteString("image_id"u8, item.ImageId);
            });
        }

        WriteIfPresent(writer, "label"u8, operation.Label);
        WriteIfPresent(writer, "submitted_by"u8, operation.SubmittedBy);
        WriteIfPresent(writer, "q"u8, operation.Query);
        if (operation.RetryOf is { } retried)
        {
            writer.WriteNumber("retry_of"u8, retried);
        }

        if (operation.Failure is { } failure)
        {
            writer.WriteStartObject("failure"u8);
            writer.WriteString("code"u8, failure.Code);
            writer.WriteString("msg"u8, failure.Message);
            writer.WriteEndObject();
        }

        WriteErrors(writer, operation.Errors, operation.ErrorsTruncated, operation.ErrorCounts);
    }

    /// <summary>
    /// Writes <c>errors</c>, <c>errors_truncated</c> if it is true, and <c>error_counts</c> if there are any, into an open object.
    /// </summary>
    /// <param name="writer">The target.</param>
    /// <param name="errors">The listed errors.</param>
    /// <param name="truncated">Whether there are more.</param>
    /// <param name="counts">The counts of all errors.</param>
    public static void WriteErrors(
        Utf8JsonWriter writer, IReadOnlyList<OperationError> errors, bool truncated, IReadOnlyList<ErrorCount> counts)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(counts);
        WriteArray(writer, "errors"u8, errors, static (writer, error) =>
        {
            writer.WriteNumber("id"u8, error.Position);
            writer.WriteString("msg"u8, error.Message);
            WriteIfPresent(writer, "image_id"u8, error.ImageId);
            writer.WriteString("code"u8, error.Code);
            WriteIfPresent(writer, "field"u8, error.Field);
        });
        if (truncated)
        {
            writer.WriteBoolean("errors_truncated"u8, true);
        }

        if (counts.Count > 0)
        {
            WriteArray(writer, "error_counts"u8, counts, static (writer, count) =>
            {
                writer.WriteString("code"u8, count.Code);
                WriteIfPresent(writer, "field"u8, count.Field);
                writer.WriteNumber("count"u8, count.Count);
            });
        }
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> writeMembers)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writeMembers(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteIfPresent(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            Span<byte> text = stackalloc byte[WireTime.Length];
            WireTime.Write(value, text);
            writer.WriteString(name, text);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}

/// <summary>Writes times in ISO 8601, UTC, to the millisecond: <c>2026-01-01T00:00:00.000Z</c>.</summary>
internal static class WireTime
{
    public const int Length = 24;

    // The format that the framework writes fastest has four more digits of the second.
    private const int LongLength = 28;

    /// <param name="time">The time.</param>
    /// <param name="target">At least <see cref="Length"/> bytes, for UTF-8.</param>
    public static void Write(DateTimeOffset time, Span<byte> target)
    {
        Span<byte> text = stackalloc byte[LongLength];
        time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[..(Length - 1)].CopyTo(target);
        target[Length - 1] = (byte)'Z';
    }
}
