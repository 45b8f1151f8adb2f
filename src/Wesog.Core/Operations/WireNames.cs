namespace Wesog.Operations;

/// <summary>The names that states, methods and the reasons of an outage have on the wire.</summary>
/// <remarks><c>docs/specification.md</c>, section "Operations".</remarks>
public static class WireNames
{
    private static readonly string[] States = ["pending", "running", "succeeded", "partial", "failed", "canceled"];
    private static readonly string[] Methods = ["add", "upd", "del", "multiple"];
    private static readonly string[] Reasons = ["unreachable", "locked", "disk_full", "disk_error", "access_denied", "ownership_lost"];

    /// <summary>The names of all states, in the order of <see cref="OperationState"/>.</summary>
    public static IReadOnlyList<string> AllStates => States;

    /// <summary>The names of all methods, in the order of <see cref="OperationMethod"/>.</summary>
    public static IReadOnlyList<string> AllMethods => Methods;

    /// <summary>Returns the name of a state, such as <c>pending</c>.</summary>
    public static string Of(OperationState state) => States[(int)state];

    /// <summary>Returns the name of a method, such as <c>upd</c>.</summary>
    public static string Of(OperationMethod method) => Methods[(int)method];

    /// <summary>Returns the name of the reason of an outage, such as <c>disk_full</c>.</summary>
    public static string Of(StoreUnavailableReason reason) => Reasons[(int)reason];

    /// <summary>Finds the state with a name. Case counts.</summary>
    public static bool TryParse(string name, out OperationState state)
    {
        var index = Array.IndexOf(States, name);
        state = (OperationState)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Finds the method with a name. Case counts.</summary>
    public static bool TryParse(string name, out OperationMethod method)
    {
        var index = Array.IndexOf(Methods, name);
        method = (OperationMethod)Math.Max(index, 0);
        return index >= 0;
    }
}
