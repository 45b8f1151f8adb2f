using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wesog.Core.Tests.Engine;
using Wesog.DependencyInjection;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.DependencyInjection;

/// <summary>The engine starts before, and stops after, the services of the host that use it.</summary>
public sealed class StopOrderTests : IAsyncDisposable
{
    private readonly PausedStore _store = new(new InMemoryImageStore(TimeProvider.System));

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_gets_the_result_that_it_awaits_while_the_host_stops(bool isRegisteredFirst)
    {
        using var host = Build(isRegisteredFirst, services => new Waiter(services.GetRequiredService<IImageOperationService>(), _store.Resume));
        await host.StartAsync();

        await host.StopAsync();

        Assert.Equal(OperationState.Succeeded, (await host.Services.GetRequiredService<Waiter>().Result).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_uses_the_engine_from_its_start_to_the_end_of_its_stop(bool isRegisteredFirst)
    {
        _store.Resume();
        using var host = Build(isRegisteredFirst, services => new Flusher(services.GetRequiredService<IImageOperationService>()));
        await host.StartAsync();

        await host.StopAsync();

        Assert.Equal([OperationState.Succeeded, OperationState.Succeeded], host.Services.GetRequiredService<Flusher>().States);
        var operations = host.Services.GetRequiredService<IImageOperationService>();
        await Assert.ThrowsAsync<EngineStoppedException>(() => operations.SubmitAsync("t", TestBatches.Add("late")));
    }

    [Fact]
    public async Task A_wait_that_exceeds_the_shutdown_timeout_ends_with_the_number_of_the_operation()
    {
        using var host = Build(
            isRegisteredFirst: false,
            services => new Waiter(services.GetRequiredService<IImageOperationService>(), onStop: () => { }),
            timeout: TimeSpan.FromMilliseconds(50));
        await host.StartAsync();

        // The host reports that a service has not stopped in time.
        await Record.ExceptionAsync(() => host.StopAsync());

        var stopped = await Assert.ThrowsAsync<EngineStoppedException>(() => host.Services.GetRequiredService<Waiter>().Result);
        Assert.Equal(1, stopped.OperationId);
    }

    [Fact]
    public async Task A_host_without_a_lifecycle_starts_and_stops_the_engine_too()
    {
        _store.Resume();
        await using var engine = new ImageEngine(_store);
        var service = new EngineHostedService(engine);
        await service.StartAsync(CancellationToken.None);
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));

        await service.StopAsync(CancellationToken.None);

        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("b")));
    }

    private IHost Build<T>(bool isRegisteredFirst, Func<IServiceProvider, T> create, TimeSpan? timeout = null)
        where T : class, IHostedService
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = timeout ?? options.ShutdownTimeout);
        builder.Services.AddSingleton(create);
        if (isRegisteredFirst)
        {
            builder.Services.AddHostedService(services => services.GetRequiredService<T>());
        }

        builder.Services.AddWesogImages().UseStore(_ => _store);
        if (!isRegisteredFirst)
        {
            builder.Services.AddHostedService(services => services.GetRequiredService<T>());
        }

        return builder.Build();
    }

    /// <summary>Awaits an operation from its start on, and ends when it has the result.</summary>
    private sealed class Waiter(IImageOperationService operations, Action onStop) : BackgroundService
    {
        private readonly TaskCompletionSource<Task<Operation>> _result = new();

        public Task<Operation> Result => _result.Task.Unwrap();

        public override async Task StartAsync(CancellationToken cancellationToken)
        {
            await base.StartAsync(cancellationToken);
            await _result.Task;
        }

        public override Task StopAsync(CancellationToken cancellationToken)
        {
            onStop();
            return base.StopAsync(cancellationToken);
        }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var result = operations.SubmitAndWaitAsync("t", TestBatches.Add("a"), cancellationToken: CancellationToken.None);
            _result.SetResult(result);
            await ((Task)result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Flusher(IImageOperationService operations) : IHostedService
    {
        public List<OperationState> States { get; } = [];

        public Task StartAsync(CancellationToken cancellationToken) => SubmitAsync("first", cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => SubmitAsync("last", cancellationToken);

        private async Task SubmitAsync(string id, CancellationToken cancellationToken) =>
            States.Add((await operations.SubmitAndWaitAsync("t", TestBatches.Add(id), cancellationToken: cancellationToken)).State);
    }
}
