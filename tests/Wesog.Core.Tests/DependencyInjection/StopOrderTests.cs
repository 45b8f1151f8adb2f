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
    public async Task Waiters_complete_before_the_other_services_of_the_host_stop()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddWesogImages().UseStore(_ => new PausedStore(new InMemoryImageStore(TimeProvider.System)));
        builder.Services.AddSingleton<ServerLike>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ServerLike>());
        using var host = builder.Build();
        await host.StartAsync();

        await host.StopAsync();

        // The store never opened, so the stop completed the request.
        Assert.Equal(OperationState.Pending, host.Services.GetRequiredService<ServerLike>().Answer?.State);
    }

    // Stopping waits for its requests, as in a web server, until the host's timeout.
    private sealed class ServerLike(IImageOperationService operations) : IHostedService
    {
        private Task<Operation?>? _request;

        public Operation? Answer { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var submission = await operations.SubmitAsync("t", TestBatches.Add("a"), cancellationToken: cancellationToken);
            _request = operations.WaitAsync("t", submission.Operation.Id, Timeout.InfiniteTimeSpan, CancellationToken.None);
        }

        public async Task StopAsync(CancellationToken cancellationToken) => Answer = await _request!.WaitAsync(cancellationToken);
    }
}
