using System.Text.Json;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>Writes operations as JSON.</summary>
/// <remarks><c>docs/specification.md</c>, section "Operations".</remarks>
public static class OperationJson
{
    /// <summary>Writes an operation as an object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="operation">What; <c>op_id</c> is left out where its number is 0.</param>
    /// <param name="now">The time by which <c>idle_ms</c> and <c>exec_ms</c> count while it is under way.</param>
    public static void Write(Utf8JsonWriter writer, Operation operation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(operation);
        writer.WriteStartObject();
        WriteMembers(writer, operation, now);
        writer.WriteEndObject();
    }

    /// <summary>Writes an operation's members into an object that is open already.</summary>
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
        WriteFlag(writer, "all_good"u8, operation.AllGood);
        writer.WriteBoolean("do_wait"u8, operation.Modes.Wait);
        writer.WriteBoolean("do_urgent"u8, operation.Modes.Urgent);
        writer.WriteBoolean("do_strict"u8, operation.Modes.Strict);
        writer.WriteBoolean("do_subset"u8, operation.Modes.Subset);
        writer.WriteNumber("idle_ms"u8, (long)operation.IdleTime(now).TotalMilliseconds);
        writer.WriteNumber("exec_ms"u8, (long)operation.ExecutionTime(now).TotalMilliseconds);
        WriteTime(writer, "created_at"u8, operation.CreatedAt);
        WriteTime(writer, "started_at"u8, operation.StartedAt);
        WriteTime(writer, "finished_at"u8, operation.FinishedAt);
        WriteSkipped(writer, operation.SkippedItems);
        WriteErrors(writer, operation.Errors, operation.ErrorsTruncated, operation.ErrorCounts);
    }

    /// <summary>
    /// Writes <c>errors</c>, <c>errors_truncated</c> where it is true, and <c>error_counts</c> where there are any, into an object that
    /// is open already.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="errors">The errors shown.</param>
    /// <param name="truncated">Whether there are more.</param>
    /// <param name="counts">The counts of all.</param>
    public static void WriteErrors(
        Utf8JsonWriter writer, IReadOnlyList<OperationError> errors, bool truncated, IReadOnlyList<ErrorCount> counts)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(counts);
        writer.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            WriteError(writer, error);
        }

        writer.WriteEndArray();
        if (truncated)
        {
            writer.WriteBoolean("errors_truncated"u8, true);
        }

        WriteCounts(writer, counts);
    }

    private static void WriteSkipped(Utf8JsonWriter writer, IReadOnlyList<SkippedItem> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("skipped"u8);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id"u8, item.Position);
            writer.WriteString("image_id"u8, item.ImageId);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter writer, IReadOnlyList<ErrorCount> counts)
    {
        if (counts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("error_counts"u8);
        foreach (var count in counts)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, count.Code);
            if (count.Field is not null)
            {
                writer.WriteString("field"u8, count.Field);
            }

            writer.WriteNumber("count"u8, count.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter writer, OperationError error)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, error.Position);
        writer.WriteString("msg"u8, error.Message);
        if (error.ImageId is not null)
        {
            writer.WriteString("image_id"u8, error.ImageId);
        }

        writer.WriteString("code"u8, error.Code);
        if (error.Field is not null)
        {
            writer.WriteString("field"u8, error.Field);
        }

        writer.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? flag)
    {
        if (flag is { } value)
        {
            writer.WriteBoolean(name, value);
        }
        else
        {
            writer.WriteNull(name);
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
