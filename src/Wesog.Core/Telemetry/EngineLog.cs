using Microsoft.Extensions.Logging;

namespace Wesog.Telemetry;

/// <summary>The log messages of the engine. They never contain an image or an item.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "The image engine runs on the store \"{Store}\"; {Tenants} tenants have operations waiting")]
    public static partial void Started(this ILogger logger, string store, int tenants);

    [LoggerMessage(2, LogLevel.Information, "The image engine has stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(3, LogLevel.Error, "A work item of the tenant {Tenant} could not be executed; its operations stay queued and are retried")]
    public static partial void WorkItemFailed(this ILogger logger, Exception failure, string tenant);

    [LoggerMessage(4, LogLevel.Warning, "Operation {Operation} of the tenant {Tenant} failed because of an internal error; failed attempts: {Attempts}")]
    public static partial void AttemptFailed(this ILogger logger, Exception failure, string tenant, long operation, int attempts);

    [LoggerMessage(5, LogLevel.Error, "Operation {Operation} of the tenant {Tenant} failed as poisoned after {Attempts} attempts")]
    public static partial void Poisoned(this ILogger logger, string tenant, long operation, int attempts);

    [LoggerMessage(6, LogLevel.Warning, "The lease on the work item of the tenant {Tenant} could not be renewed")]
    public static partial void LeaseNotRenewed(this ILogger logger, Exception failure, string tenant);

    [LoggerMessage(7, LogLevel.Warning, "The lease on the work item of the tenant {Tenant} was lost; the interrupted transaction wrote nothing")]
    public static partial void LeaseLost(this ILogger logger, Exception failure, string tenant);

    [LoggerMessage(8, LogLevel.Error, "Maintenance task \"{Task}\" failed; it runs again at its next interval")]
    public static partial void MaintenanceFailed(this ILogger logger, Exception failure, string task);

    [LoggerMessage(9, LogLevel.Warning, "The change feed of the store has ended; it is reopened after a delay")]
    public static partial void ChangeFeedEnded(this ILogger logger, Exception? failure);

    [LoggerMessage(10, LogLevel.Warning, "A change by another engine could not be read; the read is retried after a delay")]
    public static partial void ChangeNotHandled(this ILogger logger, Exception failure);

    [LoggerMessage(11, LogLevel.Error, "The store \"{Store}\" fails to {Access}: {Reason}, first when asked to {Call}. Calls that need it are rejected or wait; further failures are counted, and recovery is logged")]
    public static partial void StoreFails(this ILogger logger, Exception failure, string store, string access, string reason, string call);

    [LoggerMessage(13, LogLevel.Warning, "A listener to the engine's metrics or activities threw an exception. The engine continues; further exceptions of listeners are not logged")]
    public static partial void ListenerFailed(this ILogger logger, Exception failure);

    [LoggerMessage(14, LogLevel.Warning, "The clock has jumped: it shows {Now:O}, but {Expected:O} was expected {Elapsed:0} s after the last check. Expired operations are removed by elapsed time. Check the time synchronisation of this machine")]
    public static partial void ClockJumped(this ILogger logger, DateTimeOffset now, DateTimeOffset expected, double elapsed);

    [LoggerMessage(20, LogLevel.Critical, "Part of what the store \"{Store}\" keeps is damaged: {Location}, found when asked to {Call}. Calls that need it fail; the engine continues with the rest, and reports that it is not ready until the next start. Check the store and restore a backup: docs/operations.md, \"When the disk lies\"")]
    public static partial void StoreDamaged(this ILogger logger, Exception damage, string store, string location, string call);

    [LoggerMessage(21, LogLevel.Critical, "The store \"{Store}\" has {Count} damaged places; further ones are not logged. Check the store")]
    public static partial void StoreDamagedWidely(this ILogger logger, string store, int count);

    [LoggerMessage(22, LogLevel.Error, "Operation {Operation} of the tenant {Tenant} failed, because part of what the store keeps is damaged")]
    public static partial void FailedByDamage(this ILogger logger, string tenant, long operation);

    [LoggerMessage(23, LogLevel.Critical, "Operation {Operation} of the tenant {Tenant} can be neither executed nor ended, because part of what the store keeps is damaged. It is set aside until the next start")]
    public static partial void SetAside(this ILogger logger, string tenant, long operation);

    // A warning, so that a log filter that shows the outage also shows the recovery.
    [LoggerMessage(12, LogLevel.Warning, "The store \"{Store}\" can {Access} again after {Seconds:0.0} s; failed calls: {Failures}")]
    public static partial void StoreWorksAgain(this ILogger logger, string store, string access, double seconds, long failures);
}
