using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>What the enums of an operation are called on the wire.</summary>
internal static class WireNames
{
    public static string Of(OperationMethod method) => method switch
    {
        OperationMethod.Add => "add",
        OperationMethod.Update => "upd",
        OperationMethod.Delete => "del",
        OperationMethod.Multiple => "multiple",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No method of an operation."),
    };

    public static string Of(OperationState state) => state switch
    {
        OperationState.Pending => "pending",
        OperationState.Running => "running",
        OperationState.Succeeded => "succeeded",
        OperationState.Partial => "partial",
        OperationState.Failed => "failed",
        OperationState.Canceled => "canceled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No state of an operation."),
    };
}
