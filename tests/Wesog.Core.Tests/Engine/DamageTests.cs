using Microsoft.Extensions.Logging;
using Wesog.Core.Tests.Availability;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Damaged data of a store fails what needs it, at once and only that; it is logged once and reported by readiness.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly LogRecorder _log = new();
    private readonly DamagedStore _store = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task An_operation_that_meets_damage_fails_at_once_and_alone()
    {
        _store.Images.Add("bad");
        await using var engine = await StartAsync();
        var ids = new List<long>();
        foreach (var batch in new[] { TestBatches.Add("a"), TestBatches.Add("bad", "b"), TestBatches.Add("c") })
        {
            ids.Add((await engine.Operations.SubmitAsync("t", batch)).Operation.Id);
        }

        var other = await engine.Operations.SubmitAndWaitAsync("other", TestBatches.Add("a"));
        var ends = await Task.WhenAll(ids.Select(id => engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan)));

        Assert.Equal([OperationState.Succeeded, OperationState.Failed, OperationState.Succeeded], ends.Select(end => end!.State));
        Assert.Equal(OperationState.Succeeded, other.State);
        var damaged = ends[1]!;
        Assert.True(damaged.IsDamaged);
        Assert.Equal((0, 2), (damaged.Good, damaged.Bad));
        Assert.Equal(
            [(0, ErrorCodes.Damaged, "bad"), (1, ErrorCodes.Damaged, "b")],
            damaged.Errors.Select(error => (error.Position, error.Code, error.ImageId!)));
        Assert.Equal([new(ErrorCodes.Damaged, null, 2)], damaged.ErrorCounts);
        Assert.Equal(["a", "c"], (await engine.Images.ListAsync("t", 0, 10)).Images.Select(image => image.Id));
    }

    [Fact]
    public async Task An_awaited_operation_that_meets_damage_fails_at_once()
    {
        _store.Images.Add("bad");
        await using var engine = await StartAsync();

        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("bad"), new() { IdempotencyKey = "k" });

        Assert.True(end.IsDamaged);
        Assert.Equal(end.Id, (await engine.Operations.SubmitAsync("t", TestBatches.Add("bad"), new() { IdempotencyKey = "k" })).Operation.Id);
    }

    [Fact]
    public async Task An_edit_by_query_that_meets_damage_fails_as_a_whole_and_says_so()
    {
        await using var engine = await StartAsync();
        var edit = new ImageEdit.Delete("has:id");
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("bad"));
        _store.Images.Add("bad");
        _store.Payloads.Add(3);

        Operation[] ends = [await engine.Operations.SubmitAndWaitAsync("t", edit), await engine.Operations.SubmitAndWaitAsync("t", edit)];

        foreach (var end in ends)
        {
            Assert.True(end.IsDamaged);
            Assert.Equal(FailureCodes.Damaged, end.Failure!.Code);
            Assert.Equal((OperationState.Failed, 0, 0, 0), (end.State, end.Total, end.Good, end.Bad));
            Assert.Empty(end.Errors);
            Assert.Empty(end.ErrorCounts);
        }
    }

    [Fact]
    public async Task An_operation_whose_payload_is_damaged_fails_and_the_queue_continues()
    {
        _store.Payloads.Add(2);
        await using var engine = await StartAsync();
        for (var i = 1; i <= 3; i++)
        {
            await engine.Operations.SubmitAsync("t", TestBatches.Add($"i{i}"));
        }

        var ends = await Task.WhenAll(Enumerable.Range(1, 3).Select(id => engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan)));

        Assert.Equal([false, true, false], ends.Select(end => end!.IsDamaged));
        Assert.Equal((ErrorCodes.Damaged, null), (ends[1]!.Errors[0].Code, ends[1]!.Errors[0].ImageId));
        Assert.Equal(["i1", "i3"], (await engine.Images.ListAsync("t", 0, 10)).Images.Select(image => image.Id));
        Assert.Contains(_log.Entries, entry => entry is { Level: LogLevel.Critical } && entry.Message.Contains("payload 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_operation_that_cannot_end_fails_its_waiters_and_blocks_no_other()
    {
        _store.Images.Add("bad");
        _store.Ends.Add(1);
        await using var engine = await StartAsync();
        await engine.Operations.SubmitAsync("t", TestBatches.Add("bad"));
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));

        await Assert.ThrowsAsync<StoreDamagedException>(() => engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan));
        Assert.Equal(OperationState.Succeeded, (await engine.Operations.WaitAsync("t", 2, Timeout.InfiniteTimeSpan))!.State);
        await Assert.ThrowsAsync<StoreDamagedException>(() => engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan));
        Assert.Equal(OperationState.Pending, (await engine.Operations.GetAsync("t", 1))!.State);

        Assert.Equal(OperationState.Canceled, (await engine.Operations.CancelAsync("t", 1))!.State);
        Assert.Equal(OperationState.Canceled, (await engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan))!.State);
    }

    [Fact]
    public async Task A_submission_whose_accepted_operation_cannot_end_fails_with_its_number()
    {
        _store.Images.Add("bad");
        _store.Ends.Add(1);
        await using var engine = await StartAsync();

        var damage = await Assert.ThrowsAsync<StoreDamagedException>(() => engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("bad")));

        Assert.Equal((1, "memory", "operation 1"), (damage.OperationId, damage.Store, damage.Location));
        Assert.Contains("Operation 1 was accepted", damage.Message, StringComparison.Ordinal);
        Assert.Null((await Assert.ThrowsAsync<StoreDamagedException>(() => engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan))).OperationId);
    }

    [Fact]
    public async Task Damage_is_logged_once_a_place_and_readiness_reports_it_until_the_next_start()
    {
        _store.Images.UnionWith(["bad", "worse"]);
        await using (var engine = await StartAsync())
        {
            Assert.Equal(new(IsRunning: true, null, null), await engine.CheckReadinessAsync());
            for (var i = 0; i < 20; i++)
            {
                await Assert.ThrowsAsync<StoreDamagedException>(() => engine.Images.GetAsync("t", i % 2 == 0 ? "bad" : "worse"));
            }

            Assert.Null(await engine.Images.GetAsync("t", "good"));
            Assert.Equal(new(IsRunning: true, null, null) { IsDamaged = true }, await engine.CheckReadinessAsync());
            Assert.False(await engine.IsReadyAsync());
        }

        var logged = _log.WarningsAndErrors;
        Assert.All(logged, entry => Assert.Equal((20, LogLevel.Critical), (entry.Id, entry.Level)));
        Assert.Equal(["image bad", "image worse"], logged.Select(entry => ((StoreDamagedException)entry.Exception!).Location));
        Assert.Contains("find images", logged[0].Message, StringComparison.Ordinal);

        _store.Images.Clear();
        await using var next = await StartAsync();
        Assert.True(await next.IsReadyAsync());
    }

    [Fact]
    public async Task Damage_in_very_many_places_does_not_fill_the_log()
    {
        _store.Images.UnionWith(Enumerable.Range(0, 1_000).Select(i => $"i{i}"));
        await using var engine = await StartAsync();
        foreach (var id in _store.Images)
        {
            await Assert.ThrowsAsync<StoreDamagedException>(() => engine.Images.GetAsync("t", id));
        }

        Assert.Equal(101, _log.WarningsAndErrors.Count);
        Assert.Contains("100 damaged places", _log.WarningsAndErrors[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_no_outage()
    {
        _store.ProbeIsDamaged = true;
        await using var engine = await StartAsync();

        Assert.Equal(new(IsRunning: true, null, null) { IsDamaged = true }, await engine.CheckReadinessAsync());
        Assert.DoesNotContain(_log.WarningsAndErrors, entry => entry.Id == 11);
    }

    [Fact]
    public async Task Maintenance_that_meets_damage_does_not_repeat_it_in_the_log()
    {
        var time = new ManualTimeProvider();
        var calls = 0;
        _store.BeforeMaintenance = () =>
        {
            Interlocked.Increment(ref calls);
            throw new StoreDamagedException("memory", "table operations");
        };
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: time, loggerFactory: _log);

        await time.AdvanceUntilAsync(() => Volatile.Read(ref calls) > 5);

        Assert.Equal(20, Assert.Single(_log.WarningsAndErrors).Id);
    }

    private Task<ImageEngine> StartAsync() => ImageEngine.StartNewAsync(_store, loggerFactory: _log);

    /// <summary>An in-memory store of which parts are damaged. It outlives its engine.</summary>
    private sealed class DamagedStore() : ForwardingStore(new InMemoryImageStore(TimeProvider.System))
    {
        private readonly HashSet<long> _setAside = [];

        /// <summary>The ids of the damaged images.</summary>
        public HashSet<string> Images { get; } = [];

        /// <summary>The numbers of the operations whose payload is damaged.</summary>
        public HashSet<long> Payloads { get; } = [];

        /// <summary>The numbers of the operations that cannot end.</summary>
        public HashSet<long> Ends { get; } = [];

        public bool ProbeIsDamaged { get; set; }

        public Action BeforeMaintenance { get; set; } = () => { };

        public override ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
            string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        {
            ThrowIfDamaged(ids);
            return base.FindImagesAsync(tenant, ids, cancellationToken);
        }

        public override async ValueTask<WorkItem?> ClaimAsync(
            string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var workItem = await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);
            if (workItem is null)
            {
                return null;
            }

            var operations = workItem.Operations.Where(claimed => !_setAside.Contains(claimed.Operation.Id)).Select(Damage).ToArray();
            if (operations.Length == 0)
            {
                await base.ReleaseAsync(workItem.Lease, null, cancellationToken);
                return null;
            }

            return workItem with { Operations = operations };
        }

        public override async ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
        {
            var hasMore = await base.ReleaseAsync(lease, failedOperation, cancellationToken);
            return hasMore && _setAside.Count == 0;
        }

        public override ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
        {
            ThrowIfDamaged(request.ImageIds);
            return base.CommitAsync(request is CommitRequest.Claimed ? request with { Decide = find => RequireEnds(request.Decide(find)) } : request, cancellationToken);
        }

        public override ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) =>
            ProbeIsDamaged ? throw new StoreDamagedException("memory", "the header") : base.ProbeAsync(writtenBytes, cancellationToken);

        public override ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken)
        {
            BeforeMaintenance();
            return base.RemoveExpiredAsync(policy, cancellationToken);
        }

#pragma warning disable CA2215 // It outlives its engine. The inner store is in memory.
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215

        private ClaimedOperation Damage(ClaimedOperation claimed) => Payloads.Contains(claimed.Operation.Id)
            ? new ClaimedOperation.Damaged(claimed.Operation, new("memory", $"payload {claimed.Operation.Id}"), claimed.Attempts)
            : claimed;

        private void ThrowIfDamaged(IEnumerable<string> ids)
        {
            if (ids.FirstOrDefault(Images.Contains) is { } bad)
            {
                throw new StoreDamagedException("memory", $"image {bad}");
            }
        }

        private CommitPlan RequireEnds(CommitPlan plan)
        {
            if (plan.Finished.FirstOrDefault(operation => operation.IsDamaged && Ends.Contains(operation.Id)) is { } lost)
            {
                _setAside.Add(lost.Id);
                throw new StoreDamagedException("memory", $"operation {lost.Id}");
            }

            return plan;
        }
    }
}
