using Microsoft.Extensions.Logging;

namespace Wesog.MongoDB.Telemetry;

/// <summary>The log messages of the store.</summary>
internal static partial class MongoLog
{
    /// <summary>The log category.</summary>
    public const string Category = "Wesog.MongoDB";

    [LoggerMessage(1, LogLevel.Information, "The host {Host} has stopped renewing its registration; its {Sessions} sessions were ended, and other hosts can take over its tenants")]
    public static partial void HostEnded(this ILogger logger, string host, int sessions);

    [LoggerMessage(2, LogLevel.Warning, "The server refuses to end sessions of {User}. If a host is killed within a transaction, its tenant waits until the server ends the transaction, after transactionLifetimeLimitSeconds. {Advice}")]
    public static partial void SessionsNotEnded(this ILogger logger, Exception failure, string user, string advice);

    [LoggerMessage(3, LogLevel.Warning, "The registration of this host could not be renewed; the host tries again")]
    public static partial void HostNotRenewed(this ILogger logger, Exception failure);

    [LoggerMessage(4, LogLevel.Warning, "The store was closed while the server was unreachable; other hosts take over its tenants when its leases expire")]
    public static partial void NotClosedCleanly(this ILogger logger, Exception failure);

    [LoggerMessage(5, LogLevel.Information, "The index of images is built; until it is complete, queries also test the images that it does not have")]
    public static partial void IndexStarted(this ILogger logger);

    [LoggerMessage(6, LogLevel.Information, "The index of images has {Percent} % of them")]
    public static partial void IndexProgress(this ILogger logger, int percent);

    [LoggerMessage(7, LogLevel.Information, "The index of images is complete, after {Duration}")]
    public static partial void IndexCompleted(this ILogger logger, TimeSpan duration);

    [LoggerMessage(8, LogLevel.Warning, "This host adds no more images to the index until its next start; queries test the images that the index does not have")]
    public static partial void IndexStopped(this ILogger logger, Exception failure);
}
