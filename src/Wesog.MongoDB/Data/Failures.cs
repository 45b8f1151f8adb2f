using MongoDB.Driver;
using Wesog.Operations;

namespace Wesog.MongoDB.Data;

/// <summary>Distinguishes outages from failures that a single document causes.</summary>
internal static class Failures
{
    public const int WriteConflict = 112;
    public const string TransientLabel = "TransientTransactionError";

    // Error codes for a document or a command that the server will never accept.
    private static readonly HashSet<int> OfTheirOwn =
    [
        2, // BadValue
        9, // FailedToParse
        14, // TypeMismatch
        121, // DocumentValidationFailure
        10334, // BSONObjectTooLarge
        17419, 17420, // a document that an update makes too large
    ];

    public static bool IsTransient(Exception failure) => failure is MongoException mongo && mongo.HasErrorLabel(TransientLabel);

    public static bool IsWriteConflict(MongoException failure) => failure switch
    {
        MongoBulkWriteException bulk => bulk.WriteErrors.Any(error => error.Code == WriteConflict),
        MongoWriteException write => write.WriteError?.Code == WriteConflict,
        MongoCommandException command => command.Code == WriteConflict,
        _ => false,
    };

    public static bool IsDuplicateKey(Exception failure) => failure switch
    {
        MongoBulkWriteException bulk => bulk.WriteErrors.Any(error => error.Category == ServerErrorCategory.DuplicateKey),
        MongoWriteException write => write.WriteError?.Category == ServerErrorCategory.DuplicateKey,
        MongoCommandException command => command.Code == 11000,
        _ => false,
    };

    /// <summary>
    /// Runs a call and converts outages to store exceptions. The driver's exception, with its labels, is the inner
    /// exception.
    /// </summary>
    public static async ValueTask<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not StoreUnavailableException && IsOutage(failure))
        {
            throw Outage(failure);
        }
    }

    /// <summary>Converts a server failure to the exception that callers receive.</summary>
    public static StoreUnavailableException Outage(Exception failure) => new(MongoImageStore.StoreName, ReasonOf(failure), failure);

    /// <inheritdoc cref="GuardAsync{T}(Func{Task{T}})"/>
    public static async ValueTask GuardAsync(Func<Task> call) => await GuardAsync(async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);

    /// <summary>Returns true if the server was unreachable, or rejected a call that can succeed later.</summary>
    public static bool IsOutage(Exception failure) => failure switch
    {
        StoreUnavailableException => true,
        TimeoutException => true, // No server was there to be selected.
        MongoBulkWriteException { WriteErrors.Count: > 0 } bulk => !bulk.WriteErrors.Any(error => OfTheirOwn.Contains(error.Code)),
        MongoWriteException { WriteError: { } error } => !OfTheirOwn.Contains(error.Code),
        MongoCommandException command => !OfTheirOwn.Contains(command.Code),
        _ => failure is MongoException,
    };

    // A replica set without a primary rejects writes until it elects one. For a writer, the server is unreachable.
    private static StoreUnavailableReason ReasonOf(Exception failure) => failure is MongoAuthenticationException
        ? StoreUnavailableReason.AccessDenied
        : CodesOf(failure).Select(ReasonOf).OfType<StoreUnavailableReason>().FirstOrDefault(StoreUnavailableReason.Unreachable);

    private static StoreUnavailableReason? ReasonOf(int code) => code switch
    {
        14031 or 12501 => StoreUnavailableReason.DiskFull, // OutOfDiskSpace, QuotaExceeded
        24 or 46 or WriteConflict => StoreUnavailableReason.Locked, // LockTimeout, LockBusy
        38 or 39 => StoreUnavailableReason.DiskError, // FileNotOpen, FileStreamFailed
        13 or 18 or 8000 => StoreUnavailableReason.AccessDenied, // Unauthorized, AuthenticationFailed, AtlasError
        _ => null,
    };

    private static IEnumerable<int> CodesOf(Exception failure) => failure switch
    {
        MongoBulkWriteException bulk => bulk.WriteErrors.Select(error => error.Code).Concat(CodesOf(bulk.WriteConcernError)),
        MongoWriteException write => (write.WriteError is { } error ? [error.Code] : Array.Empty<int>()).Concat(CodesOf(write.WriteConcernError)),
        MongoCommandException command => [command.Code],
        _ => [],
    };

    private static IEnumerable<int> CodesOf(WriteConcernError? error) => error is null ? [] : [error.Code];
}
