using Wesog.Operations;

namespace Wesog.Queueing;

/// <summary>Distinguishes failed store calls that wrote nothing from those that may have taken effect.</summary>
internal static class StoreFailures
{
    /// <summary>
    /// Returns whether the call may have taken effect, so that repeating it could execute an operation twice. A process that runs out of
    /// memory can do so after the commit.
    /// </summary>
    public static bool MayHaveTakenEffect(this Exception failure) =>
        failure is StoreUnavailableException or OperationCanceledException or OutOfMemoryException;
}
