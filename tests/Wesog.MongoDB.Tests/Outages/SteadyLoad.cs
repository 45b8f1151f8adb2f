using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Engine;
using Wesog.Images;
using Wesog.MongoDB.Tests.Hosts;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>
/// Callers that submit continuously, each operation with its own key, and repeat calls that got no response. At the end the
/// revision and the title of one image per tenant show whether an operation was lost, duplicated or reordered.
/// </summary>
internal sealed class SteadyLoad(IReadOnlyList<ImageEngine> engines, string prefix, int tenants, int rounds)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(120);

    private int _outages;
    private int _accepted;

    /// <summary>Number of calls that failed because of an outage.</summary>
    public int Outages => _outages;

    /// <summary>Number of operations that were accepted so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Submits all operations and waits for them. An outage must throw <see cref="StoreUnavailableException"/>; any other exception fails the run.</summary>
    public async Task RunAsync() => await Task.WhenAll(Enumerable.Range(0, tenants).Select(tenant => Task.Run(() => RunAsync(tenant)))).WaitAsync(MaxWait);

    /// <summary>Asserts that each operation was executed once and in order.</summary>
    public async Task AssertLeftAsync(TestDatabase database, IReadOnlyList<End> ends)
    {
        for (var tenant = 0; tenant < tenants; tenant++)
        {
            var name = Name(tenant);
            Assert.Equal(
                Enumerable.Range(1, rounds).Select(number => new End(name, number, OperationState.Succeeded)),
                ends.Where(end => end.Tenant == name));
            var image = await engines[0].Images.GetAsync(name, "i");
            Assert.Equal((rounds, $"{rounds - 1}"), (image!.Revision, image.ToImage().Title));
            var executed = await database.Collection("turns").Find(new BsonDocument("_id", name)).SingleAsync();
            Assert.Equal((rounds, 1), (executed["finished"].ToInt32(), executed["images"].ToInt32()));
        }
    }

    private string Name(int tenant) => $"{prefix}-{tenant}";

    private async Task RunAsync(int tenant)
    {
        for (var round = 0; round < rounds; round++)
        {
            var image = new Image { Id = "i", Src = "http://x/i", Title = $"{round}" };
            var batch = round == 0 ? new ImageBatch().Add(image) : new ImageBatch().Replace(image);
            var options = new SubmitOptions { IdempotencyKey = $"{round}", Wait = round % 2 == 1 };
            var engine = engines[(tenant + round) % engines.Count];
            var (operation, _) = await TryAsync(() => engine.Operations.SubmitAsync(Name(tenant), batch, options));
            Assert.Equal(round + 1, operation.Id);
            Interlocked.Increment(ref _accepted);
            if (round % 3 == 0 || round == rounds - 1)
            {
                var other = engines[(tenant + round + 1) % engines.Count];
                var finished = await TryAsync(() => other.Operations.WaitAsync(Name(tenant), operation.Id, MaxWait));
                Assert.Equal(OperationState.Succeeded, finished!.State);
            }
        }
    }

    private Task<T> TryAsync<T>(Func<Task<T>> call) => Eventually.AnswerAsync(call, () => Interlocked.Increment(ref _outages));
}
