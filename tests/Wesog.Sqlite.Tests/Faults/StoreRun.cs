using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Faults;

/// <summary>
/// A small run of a store on a disk that may fail: opens it, and accepts, claims, commits, reads, lists, cancels and removes operations. Each
/// call succeeds, or fails with an exception that says what the store is.
/// </summary>
internal sealed class StoreRun(string path, string fileSystem)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly CommitLimits One = new(1, int.MaxValue, long.MaxValue);
    private static readonly DateTimeOffset Started = SampleOperations.Created.AddDays(1);

    private readonly TrackedOperation[] _operations =
    [
        new("earlier", "acme", 0, isLarge: false),
        new("waiting", "acme", 1, isLarge: true),
        new("small", "acme", 2, isLarge: false),
        new("large", "acme", 3, isLarge: true),
        new("inline", "beta", 4, isLarge: false),
        new("canceled", "acme", 5, isLarge: false),
        new("last", "acme", 6, isLarge: false),
    ];

    /// <summary>The path of the database.</summary>
    public string Path { get; private set; } = path;

    /// <summary>The failures of calls, in their order.</summary>
    public List<Exception> Failures { get; } = [];

    /// <summary>The open store; null if it could not be opened.</summary>
    public SqliteImageStore? Store { get; private set; }

    /// <summary>Writes what the run begins with: a finished operation and a waiting one.</summary>
    public async Task PrepareAsync()
    {
        await OpenAsync();
        await AcceptAsync("earlier");
        await ExecuteAsync(Started.AddDays(-10));
        await AcceptAsync("waiting");
        Assert.Empty(Failures);
    }

    /// <summary>Runs on the files that a prepared run has left.</summary>
    public async Task RunAsync()
    {
        if (await OpenAsync())
        {
            await AcceptAsync("small");
            await ExecuteAsync(Started);
            await AcceptAsync("large");
            await ReadAsync();
            await ExecuteAsync(Started);
            await InlineAsync("inline");
            await AcceptAsync("canceled");
            await CancelAsync("canceled");
            await ExpireAsync();
            await ReadAsync();
            await TryAsync(async () => await Store!.ProbeAsync(1, default));
            await TryAsync(async () => await Store!.ProbeAsync(1_000, default));
        }
    }

    /// <summary>Requires that the store works after the disk was repaired, without a restart.</summary>
    /// <param name="mayBeDamaged">Whether the store may say instead that the file is damaged.</param>
    public async Task RecoverAsync(bool mayBeDamaged)
    {
        var before = Failures.Count;
        await TryAsync(async () => await Store!.ProbeAsync(1, default));
        await AcceptAsync("last");
        await ReadAsync();
        Assert.True(Failures.Skip(before).All(failure => mayBeDamaged && IsDamage(failure)), $"The store does not recover: {string.Join("; ", Failures.Skip(before))}");
    }

    /// <summary>Closes the store, if it is open.</summary>
    public async Task CloseAsync()
    {
        if (Store is not null)
        {
            await Store.DisposeAsync().AsTask().WaitAsync(Patience);
        }
    }

    /// <summary>Continues on a copy of the files, as after a crash.</summary>
    public async Task ContinueOnAsync(string copy)
    {
        await CloseAsync();
        (Path, Store) = (copy, null);
    }

    /// <summary>Opens the files again, on a disk without faults, and requires that they contain what was acknowledged, and whole operations only.</summary>
    /// <param name="files">The path of the database, or of a copy.</param>
    /// <param name="mayBeDamaged">Whether the store may say instead that the files are damaged.</param>
    /// <returns>Whether the files are intact.</returns>
    public async Task<bool> CheckAsync(string files, bool mayBeDamaged)
    {
        try
        {
            await using var store = new SqliteImageStore(files, TimeProvider.System);
            await store.OpenAsync(default);
            await CheckStatesAsync(store);
            foreach (var tenant in _operations.Select(operation => operation.Tenant).Distinct())
            {
                while (await store.ClaimAsync(tenant, OpenStore.LeaseOptions, One, Started, default) is { } workItem)
                {
                    var operation = Find(workItem);
                    Assert.Equal(operation.New.Payload.Items.Select(item => item.ImageId), PayloadOf(Assert.Single(workItem.Operations)).Items.Select(item => item.ImageId));
                    await store.CommitAsync(CommitOf(workItem, operation, Started), default);
                    await store.ReleaseAsync(workItem.Lease, null, default);
                }
            }
        }
        catch (Exception failure) when (mayBeDamaged && IsDamage(failure))
        {
            return false;
        }

        if (mayBeDamaged && !Consistency.IsIntact(files))
        {
            return false;
        }

        Consistency.Check(files);
        return true;
    }

    /// <summary>Whether an exception says that the file is damaged.</summary>
    public static bool IsDamage(Exception failure) => failure switch
    {
        StoreInitializationException => failure.Message.Contains("is damaged", StringComparison.Ordinal) || failure.Message.Contains("is not an SQLite database", StringComparison.Ordinal),
        StoreDamagedException => true,
        StoreUnavailableException outage => outage.Reason == StoreUnavailableReason.DiskError,
        _ => false,
    };

    private async Task<bool> OpenAsync()
    {
        var store = new SqliteImageStore(Path, TimeProvider.System);
        store.Session.Database.FileSystem = fileSystem;
        if (await TryAsync(async () => await store.OpenAsync(default)))
        {
            Store = store;
            return true;
        }

        await store.DisposeAsync().AsTask().WaitAsync(Patience);
        return false;
    }

    private async Task AcceptAsync(string id)
    {
        var operation = Find(id);
        operation.Moved(OperationState.Pending, await TryAsync(async () =>
            Assert.IsType<EnqueueResult.Accepted>(Assert.Single(await Store!.EnqueueAsync([operation.New], OpenStore.Unlimited, default)))));
    }

    // Executes the oldest waiting operation.
    private async Task ExecuteAsync(DateTimeOffset now)
    {
        WorkItem? workItem = null;
        if (!await TryAsync(async () => workItem = await Store!.ClaimAsync("acme", OpenStore.LeaseOptions, One, now, default)) || workItem is null)
        {
            return;
        }

        var operation = Find(workItem);
        operation.Moved(OperationState.Succeeded, await TryAsync(async () => await Store!.CommitAsync(CommitOf(workItem, operation, now), default)));
        await TryAsync(async () => await Store!.ReleaseAsync(workItem.Lease, null, default));
    }

    private async Task InlineAsync(string id)
    {
        var operation = Find(id);
        var request = new CommitRequest.Inline(
            [operation.New],
            OpenStore.Unlimited,
            OpenStore.LeaseOptions,
            [id],
            _ => new(SamplePlans.Puts(operation.Image), [operation.New.Operation.Start(Started).Succeeded(Started)]));
        operation.Moved(OperationState.Succeeded, await TryAsync(async () => Assert.IsType<CommitResult.Committed>(await Store!.CommitAsync(request, default))));
    }

    private async Task CancelAsync(string id)
    {
        var operation = Find(id);
        var number = 0L;
        if (!await TryAsync(async () =>
            number = (await Store!.ListOperationsAsync(operation.Tenant, new(), default)).SingleOrDefault(found => IsSame(found, operation))?.Id ?? 0))
        {
            return;
        }

        CancelResult? result = null;
        var isAcknowledged = await TryAsync(async () => result = await Store!.CancelAsync(operation.Tenant, number, Started, default));
        if (!isAcknowledged || result!.Outcome == CancelOutcome.Canceled)
        {
            operation.Moved(OperationState.Canceled, isAcknowledged);
        }
    }

    // Removes the operation of the preparation.
    private async Task ExpireAsync()
    {
        var removed = 0;
        var isAcknowledged = await TryAsync(async () => removed = await Store!.RemoveExpiredAsync(new(Started.AddDays(-5), 1_000, 10), default));
        if (!isAcknowledged || removed > 0)
        {
            Find("earlier").Moved(null, isAcknowledged);
        }
    }

    private async Task ReadAsync()
    {
        await TryAsync(() => CheckStatesAsync(Store!));
        await TryAsync(async () =>
        {
            var page = await Store!.ListImagesAsync("acme", 0, 100, default);
            Assert.Equal(page.Count, page.Images.Count);
        });
    }

    private async Task CheckStatesAsync(SqliteImageStore store)
    {
        foreach (var tenant in _operations.GroupBy(operation => operation.Tenant))
        {
            var listed = await store.ListOperationsAsync(tenant.Key, new() { Limit = 100 }, default);
            foreach (var operation in tenant)
            {
                var found = listed.SingleOrDefault(candidate => IsSame(candidate, operation));
                if (found is not null)
                {
                    found = await store.GetOperationAsync(tenant.Key, found.Id, default);
                }

                var images = await store.FindImagesAsync(tenant.Key, [operation.Id], default);
                operation.Check(found, images.Count > 0);
                Assert.All(images, image => Assert.True(image.Json.Span.SequenceEqual(operation.Image.Json.Span), $"The image {operation.Id} has changed."));
            }
        }
    }

    // The only exceptions are those that say what the store is.
    private async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call().WaitAsync(Patience);
            return true;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreDamagedException or StoreInitializationException)
        {
            Failures.Add(failure);
            return false;
        }
    }

    private static OperationPayload PayloadOf(ClaimedOperation claimed) =>
        claimed is ClaimedOperation.Damaged { Damage: var damage } ? throw damage : claimed.GetPayload();

    private static CommitRequest.Claimed CommitOf(WorkItem workItem, TrackedOperation operation, DateTimeOffset now) =>
        new(workItem.Lease, [operation.Id], workItem.Success(now, SamplePlans.Puts(operation.Image)));

    private static bool IsSame(Operation found, TrackedOperation operation) => found.CreatedAt == operation.New.Operation.CreatedAt;

    private TrackedOperation Find(string id) => _operations.Single(operation => operation.Id == id);

    private TrackedOperation Find(WorkItem workItem) =>
        _operations.Single(operation => operation.Tenant == workItem.Lease.Tenant && IsSame(Assert.Single(workItem.Operations).Operation, operation));
}
