using Microsoft.Extensions.Logging;

namespace Wesog.Sqlite.Telemetry;

/// <summary>The log messages of the store.</summary>
internal static partial class SqliteLog
{
    /// <summary>The log category.</summary>
    public const string Category = "Wesog.Sqlite";

    [LoggerMessage(1, LogLevel.Information, "The index of images is built; until it is complete, queries test all images")]
    public static partial void IndexStarted(this ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "The index of images has {Percent} % of them")]
    public static partial void IndexProgress(this ILogger logger, int percent);

    [LoggerMessage(3, LogLevel.Information, "The index of images is complete, after {Duration}")]
    public static partial void IndexCompleted(this ILogger logger, TimeSpan duration);

    [LoggerMessage(4, LogLevel.Warning, "The index of images follows no further until the next start; queries test the images that it does not have")]
    public static partial void IndexStopped(this ILogger logger, Exception failure);

    [LoggerMessage(5, LogLevel.Critical, "The index of images is damaged; queries test all images, and nothing else is affected. {NextStep}. Check the file and the disk")]
    public static partial void IndexDamaged(this ILogger logger, Exception failure, string nextStep);
}
