using System.Text.Json;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>Writes operations as JSON.</summary>
/// <remarks>Contract, section 3.</remarks>
public static class OperationJson
{
    /// <summary>Writes an operation as an object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="operation">What; <c>op_id</c> is left out where its number is 0.</param>
    /// <param name="now">The time by which <c>idle_ms</c> and <c>exec_ms</c> count while it is under way.</param>
    public static void Write(Utf8JsonWriter writer, Operation operation, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Writes an operation's members into an object that is open already.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteMembers(Utf8JsonWriter writer, Operation operation, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Writes <c>errors</c>, and <c>errors_truncated</c> where it is true, into an object that is open already.</summary>
    public static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<OperationError> errors, bool truncated) => throw new NotImplementedException();
}
