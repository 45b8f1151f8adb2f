using MongoDB.Driver.Core.Events;
using Wesog.Engine;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>
/// A host in a separate process. It blocks before it sends the commit of a transaction whose writes are complete, and reports
/// that on standard output. It exits only if it is killed or if its parent process exits.
/// </summary>
internal sealed class HeldHost : IAsyncDisposable
{
    /// <summary>The line that the host writes when it is blocked.</summary>
    public const string Held = "HELD";

    /// <summary>The duration of its leases and of its registration.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);
    private static readonly CommitLimits Everything = new(int.MaxValue, int.MaxValue, long.MaxValue);
    private static readonly LeaseOptions LeaseOptions = new("held", Lifetime);
    private static readonly DateTimeOffset Now = SampleOperations.Created;

    private readonly MongoImageStore _store;
    private int _commitsLeft = int.MaxValue;

    private HeldHost(string database, TimeSpan lifetime) =>
        _store = new(Environment.GetEnvironmentVariable(MongoServerFixture.Variable)!, TimeProvider.System, new() { Database = database })
        {
            HostLifetime = lifetime,
            Configure = settings => settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(Hold),
        };

    /// <summary>Runs the host in the child process.</summary>
    public static async Task<int> RunAsync(string database, HeldTransaction transaction)
    {
        var isEngine = transaction == HeldTransaction.Engine;
        await using var host = new HeldHost(database, isEngine ? TimeSpan.FromSeconds(30) : Lifetime);
        var parentExited = Task.Run(Console.In.ReadToEnd);
        await (await Task.WhenAny(parentExited, isEngine ? host.RunEngineAsync() : host.RunAsync(transaction)));
        return 1;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task RunEngineAsync()
    {
        await using var engine = await ImageEngine.StartNewAsync(new HoldingStore(_store));
        var submission = await engine.Operations.SubmitAsync(SampleOperations.Tenant, new ImageBatch().Add(new Images.Image { Id = "a", Src = "http://x/" }));
        await engine.Operations.WaitAsync(SampleOperations.Tenant, submission.Operation.Id, Timeout.InfiniteTimeSpan);
    }

    private async Task RunAsync(HeldTransaction transaction)
    {
        await _store.OpenAsync(default);
        await _store.EnqueueAsync(SampleOperations.Add("a"), Unbounded, default);
        switch (transaction)
        {
            case HeldTransaction.Enqueue:
                HoldNextCommit();
                await _store.EnqueueAsync(SampleOperations.Add("b"), Unbounded, default);
                break;
            case HeldTransaction.Inline:
                await CommitAsync(await ClaimAsync());
                HoldNextCommit();
                await _store.CommitAsync(
                    new CommitRequest.Inline(
                        [SampleOperations.Add("b")],
                        Unbounded,
                        LeaseOptions,
                        ["b"],
                        _ => new([Put("b")], [SampleOperations.Add("b").Operation.Start(Now).Succeeded(Now)])),
                    default);
                break;
            case HeldTransaction.Claim:
                HoldNextCommit();
                await ClaimAsync();
                break;
            case HeldTransaction.Commit:
                var workItem = await ClaimAsync();
                HoldNextCommit();
                await CommitAsync(workItem);
                break;
            case HeldTransaction.Release:
                var failed = await ClaimAsync();
                HoldNextCommit();
                await _store.ReleaseAsync(failed.Lease, 1, default);
                break;
            case HeldTransaction.Cancel:
                HoldNextCommit();
                await _store.CancelAsync(SampleOperations.Tenant, 1, Now, default);
                break;
            case HeldTransaction.RemoveExpired:
                await CommitAsync(await ClaimAsync());
                HoldNextCommit();
                await _store.RemoveExpiredAsync(new(Now.AddDays(1), int.MaxValue, 100), default);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(transaction), transaction, null);
        }
    }

    private void HoldNextCommit() => _commitsLeft = 1;

    // The driver raises this event before it sends the command, and waits for the handler.
    private void Hold(CommandStartedEvent command)
    {
        if (command.CommandName == "commitTransaction" && Interlocked.Decrement(ref _commitsLeft) == 0)
        {
            Hold();
        }
    }

    private static void Hold()
    {
        Console.WriteLine(Held);
        new TaskCompletionSource().Task.Wait();
    }

    private async Task<WorkItem> ClaimAsync() => (await _store.ClaimAsync(SampleOperations.Tenant, LeaseOptions, Everything, Now, default))!;

    private async Task CommitAsync(WorkItem workItem)
    {
        await _store.CommitAsync(workItem.Lease, ["a"], workItem.Success(Now, Put("a")), default);
        await _store.ReleaseAsync(workItem.Lease, default);
    }

    private static ImageWrite Put(string id) => SamplePlans.Puts(SampleImages.Image(id, "held"))[0];

    // The transaction has begun to write when its plan is computed.
    private sealed class HoldingStore(IImageStore inner) : ForwardingStore(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) => Inner.CommitAsync(
            request is CommitRequest.Claimed claimed ? new CommitRequest.Claimed(claimed.Lease, claimed.ImageIds, HoldPlan) : request, cancellationToken);

        private static CommitPlan HoldPlan(Func<string, Images.StoredImage?> find)
        {
            Hold();
            throw new InvalidOperationException("Unreachable: the hold never ends.");
        }
    }
}
