using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests;

/// <summary>503 during an outage or a stop, 500 for internal errors. Neither contains internal details.</summary>
public sealed class OutageTests
{
    private const string Body = """{"src":"https://e.org/1"}""";
    private const string Secret = "password=1234";

    [Fact]
    public async Task An_unavailable_store_is_503_and_possible_reads_continue()
    {
        await using var host = await ApiHost.StartAsync(store => new WriteFault(store, new StoreUnavailableException("s", StoreUnavailableReason.Unreachable, new IOException(Secret))));
        var reply = (await host.Alpha.SendAsync("POST", "/imgs/1", Body)).IsProblem(503, "unavailable");
        Assert.True(int.Parse(reply.Header("Retry-After")!, null) > 0);
        Assert.DoesNotContain(Secret, reply.Text, StringComparison.Ordinal);
        (await host.Alpha.GetAsync("/imgs")).Is(200);
        (await host.Alpha.GetAsync("/ops")).Is(200);
    }

    [Theory]
    [InlineData(StoreUnavailableReason.Unreachable, "cannot be reached", "недоступно")]
    [InlineData(StoreUnavailableReason.Locked, "holds a lock", "блокировку")]
    [InlineData(StoreUnavailableReason.DiskFull, "disk is full", "заполнен")]
    [InlineData(StoreUnavailableReason.DiskError, "disk fails", "неисправен")]
    [InlineData(StoreUnavailableReason.AccessDenied, "read-only", "только для чтения")]
    [InlineData(StoreUnavailableReason.OwnershipLost, "removed or replaced", "удалено или заменено")]
    public async Task The_problem_says_why_the_store_is_unavailable(StoreUnavailableReason reason, string english, string russian)
    {
        await using var host = await ApiHost.StartAsync(store => new WriteFault(store, new StoreUnavailableException("s", reason, new IOException(Secret))));
        foreach (var (language, words) in new[] { ("en", english), ("ru", russian) })
        {
            var reply = (await host.Alpha.SendAsync("POST", $"/imgs/1?lang={language}", Body)).IsProblem(503, "unavailable");
            Assert.Contains(words, reply["detail"].GetString(), StringComparison.Ordinal);
            Assert.NotNull(reply.Header("Retry-After"));
            Assert.DoesNotContain(Secret, reply.Text, StringComparison.Ordinal);
        }
    }

    public static TheoryData<WesogException> FaultsOfAWait =>
    [
        new StoreUnavailableException("s", StoreUnavailableReason.Unreachable),
        new StoreUnavailableException("s", StoreUnavailableReason.OwnershipLost),
        new StoreDamagedException("s", "table operations"),
        new EngineStoppedException(),
    ];

    [Theory]
    [MemberData(nameof(FaultsOfAWait), DisableDiscoveryEnumeration = true)]
    public async Task A_fault_after_the_acceptance_of_an_awaited_operation_does_not_hide_its_number(WesogException fault)
    {
        await using var host = await ApiHost.StartAsync(store => new UnreadableOperations(new PausedStore(store), fault));
        var reply = (await host.Alpha.SendAsync("POST", "/imgs/1?wait=true", Body)).Is(202);
        Assert.Equal(1, reply["op_id"].GetInt64());
        Assert.Equal("/ops/1", reply.Header("Location"));
    }

    [Theory]
    [InlineData(StoreUnavailableReason.Unreachable, true)]
    [InlineData(StoreUnavailableReason.Locked, false)]
    [InlineData(StoreUnavailableReason.DiskFull, false)]
    [InlineData(StoreUnavailableReason.DiskError, true)]
    [InlineData(StoreUnavailableReason.AccessDenied, true)]
    [InlineData(StoreUnavailableReason.OwnershipLost, true)]
    public async Task Only_a_write_with_an_unknown_outcome_says_so(StoreUnavailableReason reason, bool isUnknown)
    {
        var fault = new StoreUnavailableException("s", reason, new IOException(Secret));
        await using var host = await ApiHost.StartAsync(store => new WriteFault(store, fault) { FailsReads = true });
        foreach (var (method, target, body) in ((string, string, string?)[])[("POST", "/imgs/1", Body), ("GET", "/imgs/1", null), ("DELETE", "/ops/1", null)])
        {
            var detail = (await host.Alpha.SendAsync(method, target, body)).IsProblem(503, "unavailable").Detail;
            Assert.Equal(isUnknown && method == "POST", detail.Contains("is not known", StringComparison.Ordinal));
            Assert.Equal(isUnknown && method == "POST", detail.Contains("Idempotency-Key", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_stopping_engine_is_503_and_reads_continue()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        await host.Alpha.AddAsync("1");
        await host.App.Services.GetRequiredService<ImageEngine>().StopAsync();
        (await host.Alpha.SendAsync("POST", "/imgs/2", Body)).IsProblem(503, "unavailable");
        (await host.Alpha.GetAsync("/imgs/1")).Is(200);
        (await host.Alpha.GetAsync("/ops/1")).Is(200);
    }

    [Fact]
    public async Task An_internal_error_is_500_and_only_the_log_contains_the_cause()
    {
        await using var host = await ApiHost.StartAsync(store => new WriteFault(store, new IOException(Secret)));
        var reply = (await host.Alpha.SendAsync("POST", "/imgs/1", Body)).IsProblem(500, "internal_error");
        Assert.DoesNotContain(Secret, reply.Text, StringComparison.Ordinal);
        Assert.Contains(host.Log.Errors, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_poisoned_operation_is_409()
    {
        await using var host = await ApiHost.StartAsync(store => new CommitFault(store), options => options.Limits.MaxAttempts = 1);
        var reply = (await host.Alpha.SendAsync("POST", "/imgs/1?wait=true", Body)).IsProblem(409, "poisoned");
        Assert.Equal("poisoned", reply["errors"][0].GetProperty("code").GetString());
        Assert.Equal(1, reply["num_bad"].GetInt32());
    }

    [Theory]
    [InlineData("poisoned")]
    [InlineData("damaged")]
    public async Task An_edit_by_query_that_cannot_be_executed_is_409_and_says_why(string code)
    {
        var fault = code == "damaged" ? new StoreDamagedException("s") : null;
        await using var host = await ApiHost.StartAsync(store => new CommitFault(store, fault), options => options.Limits.MaxAttempts = 1);
        var reply = (await host.Alpha.SendAsync("DELETE", "/imgs?q=has%3Aid&wait=true", null)).IsProblem(409, code);
        Assert.Equal(code, reply["failure"].GetProperty("code").GetString());
        Assert.Equal((0, 0), (reply["num_total"].GetInt32(), reply["errors"].GetArrayLength()));
        Assert.StartsWith("Operation 1 ", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_500_without_Retry_After_and_a_waited_operation_that_meets_it_is_409()
    {
        var damage = new StoreDamagedException("s", Secret);
        await using var host = await ApiHost.StartAsync(store => new WriteFault(store, damage) { FailsReads = true });
        foreach (var (method, target, body) in ((string, string, string?)[])[("POST", "/imgs/1", Body), ("GET", "/imgs/1", null), ("DELETE", "/ops/1", null)])
        {
            var reply = (await host.Alpha.SendAsync(method, target, body)).IsProblem(500, "damaged");
            Assert.Null(reply.Header("Retry-After"));
            Assert.DoesNotContain(Secret, reply.Text, StringComparison.Ordinal);
        }

        await using var other = await ApiHost.StartAsync(store => new CommitFault(store, new StoreDamagedException("s")));
        var ended = (await other.Alpha.SendAsync("POST", "/imgs/1?wait=true", Body)).IsProblem(409, "damaged");
        Assert.Equal("damaged", ended["errors"][0].GetProperty("code").GetString());
        Assert.Equal(1, ended["num_bad"].GetInt32());
        (await other.Alpha.SendAsync("POST", "/imgs/1?wait=true", Body)).Is(200);
    }

    [Fact]
    public async Task A_client_that_disconnects_logs_no_error()
    {
        var (host, paused) = await ApiHost.StartPausedAsync();
        await using var running = host;
        using (var request = host.Alpha.NewRequest("POST", "/imgs/1?wait=true"))
        {
            request.Content = new StringContent(Body, null, "application/json");
            using var going = new CancellationTokenSource();
            using var http = new HttpClient();
            var waiting = http.SendAsync(request, going.Token);
            while ((await host.Alpha.GetAsync("/ops")).Json.GetArrayLength() == 0)
            {
                await Task.Yield();
            }

            await going.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        paused.Resume();
        Assert.Equal("succeeded", (await host.Alpha.GetAsync("/ops/1?wait=60"))["state"].GetString());
        await host.App.StopAsync();
        Assert.Empty(host.Log.Errors);
    }

    private sealed class WriteFault(IImageStore inner, Exception fault) : ForwardingStore(inner)
    {
        public bool FailsReads { get; init; }

        public override ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
            string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
            FailsReads ? throw fault : base.FindImagesAsync(tenant, ids, cancellationToken);

        public override ValueTask<CancelResult> CancelAsync(
            string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) =>
            FailsReads ? throw fault : base.CancelAsync(tenant, operationId, now, cancellationToken);

        public override ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
            IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) => throw fault;

        public override ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) =>
            request is CommitRequest.Inline ? new(new CommitResult.Busy()) : base.CommitAsync(request, cancellationToken);
    }

    private sealed class UnreadableOperations(IImageStore inner, Exception fault) : ForwardingStore(inner)
    {
        public override ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) => throw fault;
    }

    private sealed class CommitFault(IImageStore inner, Exception? fault = null) : ForwardingStore(inner)
    {
        private int _count;

        public override ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) => request switch
        {
            CommitRequest.Inline => new(new CommitResult.Busy()),
            _ when Interlocked.Increment(ref _count) == 1 => throw fault ?? new InvalidOperationException("A simulated fault."),
            _ => base.CommitAsync(request, cancellationToken),
        };
    }
}
