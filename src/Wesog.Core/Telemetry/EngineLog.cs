using Microsoft.Extensions.Logging;

namespace Wesog.Telemetry;

/// <summary>What the engine logs. No image and no item is ever named.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "The image engine runs on the store \"{Store}\"; {Tenants} tenants have operations waiting")]
    public static partial void Started(this ILogger logger, string store, int tenants);

    [LoggerMessage(2, LogLevel.Information, "The image engine has stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(3, LogLevel.Error, "A turn of the tenant {Tenant} could not be carried out; its operations wait and are tried again")]
    public static partial void TurnFailed(this ILogger logger, Exception failure, string tenant);

    [LoggerMessage(4, LogLevel.Warning, "Operation {Operation} of the tenant {Tenant} failed because of an internal error, for the {Attempts}. time")]
    public static partial void AttemptFailed(this ILogger logger, Exception failure, string tenant, long operation, int attempts);

    [LoggerMessage(5, LogLevel.Error, "Operation {Operation} of the tenant {Tenant} is given up as poisoned after {Attempts} attempts")]
    public static partial void Poisoned(this ILogger logger, string tenant, long operation, int attempts);

    [LoggerMessage(6, LogLevel.Warning, "The lease on the turn of the tenant {Tenant} could not be renewed")]
    public static partial void LeaseNotRenewed(this ILogger logger, Exception failure, string tenant);

    [LoggerMessage(7, LogLevel.Warning, "The turn of the tenant {Tenant} was taken over by another claim; nothing of it was written here")]
    public static partial void LeaseLost(this ILogger logger, Exception failure, string tenant);

    [LoggerMessage(8, LogLevel.Error, "Upkeep \"{Task}\" failed; it is tried again at its next time")]
    public static partial void UpkeepFailed(this ILogger logger, Exception failure, string task);

    [LoggerMessage(9, LogLevel.Warning, "The store's news of what other engines did has broken off; it is watched again after a pause")]
    public static partial void NewsBrokenOff(this ILogger logger, Exception? failure);

    [LoggerMessage(10, LogLevel.Warning, "What another engine did could not be looked up; it is tried again after a pause")]
    public static partial void NewsNotFollowed(this ILogger logger, Exception failure);

    [LoggerMessage(11, LogLevel.Error, "The store \"{Store}\" fails to {Access}: {Reason}, first when asked to {Call}. What needs it is refused or waits; the end is logged, further failures are only counted")]
    public static partial void StoreFails(this ILogger logger, Exception failure, string store, string access, string reason, string call);

    // A warning, so that who sees the beginning sees the end.
    [LoggerMessage(12, LogLevel.Warning, "The store \"{Store}\" can {Access} again after {Seconds:0.0} s; failed calls: {Failures}")]
    public static partial void StoreWorksAgain(this ILogger logger, string store, string access, double seconds, long failures);
}
