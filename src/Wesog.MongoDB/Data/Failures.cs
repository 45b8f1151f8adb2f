using MongoDB.Driver;
using Wesog.Operations;

namespace Wesog.MongoDB.Data;

/// <summary>Distinguishes outages from failures that a single document causes, and from damaged documents.</summary>
internal static class Failures
{
    private const int TypeMismatch = 14;
    private const int WriteConflict = 112;

    // Error codes for a document or a command that the server will never accept.
    private static readonly HashSet<int> Permanent =
    [
        2, // BadValue
        9, // FailedToParse
        TypeMismatch,
        121, // DocumentValidationFailure
        10334, // BSONObjectTooLarge
        17419, 17420, // a document that an update makes too large
    ];

    public static bool IsTransient(MongoException failure) => failure.HasErrorLabel("TransientTransactionError");

    public static bool IsWriteConflict(MongoException failure) => CodesOf(failure).Contains(WriteConflict);

    public static bool IsDuplicateKey(MongoException failure) => CodesOf(failure).Contains(11000);

    /// <summary>Returns true if an update found a value of a type that the store does not write.</summary>
    public static bool IsTypeMismatch(MongoException failure) => CodesOf(failure).Contains(TypeMismatch);

    /// <summary>Returns true if the server was unreachable, or rejected a call that can succeed later.</summary>
    public static bool IsOutage(Exception failure) =>
        failure is StoreUnavailableException or TimeoutException // No server could be selected.
        or ArgumentNullException { ParamName: "connectionId" } // The driver loses a connection while the primary steps down, before it knows its id.
        || (failure is MongoException mongo && !CodesOf(mongo).Any(Permanent.Contains));

    /// <summary>
    /// Runs a call and converts outages to store exceptions. The driver's exception, with its labels, is the inner exception.
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

    /// <inheritdoc cref="GuardAsync{T}(Func{Task{T}})"/>
    public static async ValueTask GuardAsync(Func<Task> call) => await GuardAsync(async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);

    /// <summary>Converts a server failure to the exception that callers receive.</summary>
    public static StoreUnavailableException Outage(Exception failure) => new(MongoImageStore.StoreName, ReasonOf(failure), failure);

    /// <summary>Decodes a document, and converts the failure of one that the store cannot have written.</summary>
    /// <param name="document">The document.</param>
    /// <param name="decode">Decodes it.</param>
    /// <param name="describe">Names it in the description of the damage.</param>
    /// <exception cref="StoreDamagedException">The document is damaged.</exception>
    public static T Decode<TDocument, T>(TDocument document, Func<TDocument, T> decode, Func<TDocument, string> describe)
    {
        // Decoding depends on the document alone, so any exception means that it is damaged.
        try
        {
            return decode(document);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new StoreDamagedException(MongoImageStore.StoreName, describe(document), failure);
        }
    }

    // A replica set without a primary rejects writes until it elects one. For a writer, the server is unreachable.
    private static StoreUnavailableReason ReasonOf(Exception failure) => failure is MongoAuthenticationException
        ? StoreUnavailableReason.AccessDenied
        : CodesOf(failure).Append(WriteConcernCodeOf(failure)).Select(ReasonOf).OfType<StoreUnavailableReason>()
            .FirstOrDefault(StoreUnavailableReason.Unreachable);

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
        MongoBulkWriteException bulk => bulk.WriteErrors.Select(error => error.Code),
        MongoWriteException { WriteError: { } error } => [error.Code],
        MongoCommandException command => [command.Code],
        _ => [],
    };

    private static int WriteConcernCodeOf(Exception failure) => failure switch
    {
        MongoBulkWriteException bulk => bulk.WriteConcernError?.Code ?? 0,
        MongoWriteException write => write.WriteConcernError?.Code ?? 0,
        _ => 0,
    };
}
