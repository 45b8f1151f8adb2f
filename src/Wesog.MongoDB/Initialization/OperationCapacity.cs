using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Initialization;

/// <summary>
/// Limits the size of an operation so that its transaction fits in the server's transaction lifetime, estimated for a server with slow
/// writes. A larger operation is rejected when it is submitted, instead of timing out repeatedly.
/// </summary>
internal sealed record OperationCapacity(TimeSpan Lifetime)
{
    private const int SlowItemsPerSecond = 1_000;
    private const long SlowBytesPerSecond = 2L << 20;

    /// <summary>The limit for the server's default lifetime.</summary>
    public static OperationCapacity Default { get; } = new(TimeSpan.FromSeconds(60));

    public int MaxItems => (int)Math.Min(int.MaxValue, Lifetime.TotalSeconds * SlowItemsPerSecond);

    public long MaxBytes => (long)Lifetime.TotalSeconds * SlowBytesPerSecond;

    public NewOperation? FindTooLarge(IReadOnlyList<NewOperation> operations) => operations.FirstOrDefault(operation =>
        operation.Payload.Items.Count > MaxItems || operation.Payload.Items.Sum(item => (long)item.Json.Length) > MaxBytes);

    /// <exception cref="BatchTooLargeException">An operation exceeds the limit.</exception>
    public void Require(IReadOnlyList<NewOperation> operations)
    {
        if (FindTooLarge(operations) is { } tooLarge)
        {
            throw new BatchTooLargeException(MaxItems, MaxBytes) { HasTooManyItems = tooLarge.Payload.Items.Count > MaxItems };
        }
    }

    /// <summary>
    /// Reads the lifetime from the server. Uses the default if the user may not read it, or the server is a mongos router.
    /// </summary>
    public static async Task<OperationCapacity> ReadAsync(IMongoClient client, CancellationToken cancellationToken)
    {
        const string Setting = "transactionLifetimeLimitSeconds";
        try
        {
            var answer = await client.GetDatabase("admin")
                .RunCommandAsync<BsonDocument>(new BsonDocument { { "getParameter", 1 }, { Setting, 1 } }, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return new(TimeSpan.FromSeconds(answer[Setting].ToDouble()));
        }
        catch (MongoCommandException)
        {
            return Default;
        }
    }
}
