using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wesog.Core.Tests.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.DependencyInjection;

public sealed class StopOrderTests
{
    [Fact]
    public async Task Who_waits_for_an_operation_is_woken_before_the_hosts_other_services_stop()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddWesogImages().UseStore(_ => new GatedStore(new InMemoryImageStore(TimeProvider.System)));
        builder.Services.AddSingleton<ServerLike>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ServerLike>());
        using var host = builder.Build();
        await host.StartAsync();

        await host.StopAsync();

        // The gate never opened: the request was answered by the stop.
        Assert.Equal(OperationState.Pending, host.Services.GetRequiredService<ServerLike>().Answer?.State);
    }

    // Its stop waits for its requests, as a web server's does, and is given up with the host's time.
    private sealed class ServerLike(IImageOperationService operations) : IHostedService
    {
        private Task<Operation?>? _request;

        public Operation? Answer { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var submission = await operations.SubmitAsync("t", Samples.Adds("a"), cancellationToken: cancellationToken);
            _request = operations.WaitAsync("t", submission.Operation.Id, Timeout.InfiniteTimeSpan, CancellationToken.None);
        }

        public async Task StopAsync(CancellationToken cancellationToken) => Answer = await _request!.WaitAsync(cancellationToken);
    }
}
