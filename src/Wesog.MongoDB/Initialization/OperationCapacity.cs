using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Initialization;

/// <summary>
/// How large an operation may be so that its one transaction ends within the server's transaction lifetime, as reckoned
/// from a server that writes slowly: then it is refused when it is submitted, not after a minute, and again, and again.
/// </summary>
internal sealed record OperationCapacity(TimeSpan Lifetime)
{
    private const int SlowItemsPerSecond = 1_000;
    private const long SlowBytesPerSecond = 2L << 20;

    /// <summary>The server's own default.</summary>
    public static OperationCapacity Default { get; } = new(TimeSpan.FromSeconds(60));

    public int MaxItems => (int)Math.Min(int.MaxValue, Lifetime.TotalSeconds * SlowItemsPerSecond);

    public long MaxBytes => (long)Lifetime.TotalSeconds * SlowBytesPerSecond;

    public bool Holds(NewOperation draft) =>
        draft.Work.Items.Count <= MaxItems && draft.Work.Items.Sum(item => (long)item.Json.Length) <= MaxBytes;

    /// <exception cref="BatchTooLargeException">The operation is larger.</exception>
    public void Require(NewOperation draft)
    {
        if (!Holds(draft))
        {
            throw new BatchTooLargeException(MaxItems, MaxBytes) { HasTooManyItems = draft.Work.Items.Count > MaxItems };
        }
    }

    /// <summary>As the server is set; the default where it does not say so to this user, or is a cluster's router.</summary>
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
