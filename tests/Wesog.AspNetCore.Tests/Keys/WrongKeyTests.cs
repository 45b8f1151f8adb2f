using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Keys;

/// <summary>Wrong keys are counted, logged and delayed. Right keys are not.</summary>
public sealed class WrongKeyTests
{
    private const string Wrong = "a wrong key";

    [Fact]
    public async Task Each_wrong_key_is_counted_with_its_reason_and_logged_once_without_the_key()
    {
        await using var host = await StartAsync(TimeSpan.Zero);
        using var listener = new MeterListener();
        var counts = new Dictionary<string, long>();
        listener.InstrumentPublished = (instrument, published) =>
        {
            if (instrument.Name == "wesog.authentication.failures" && ReferenceEquals(instrument.Meter.Scope, host.App.Services.GetService<IMeterFactory>()))
            {
                published.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (counts)
            {
                var reason = $"{tags[0].Value}";
                counts[reason] = counts.GetValueOrDefault(reason) + count;
            }
        });
        listener.Start();

        for (var i = 0; i < 100; i++)
        {
            (await host.Client(Wrong).GetAsync("/imgs")).IsProblem(401, "unauthorized");
        }

        (await host.Client("local").GetAsync("/imgs", ("Host", "evil.example"))).IsProblem(403, "unauthorized");
        (await host.Client(null).GetAsync("/imgs")).IsProblem(401, "unauthorized");
        (await host.Alpha.GetAsync("/imgs")).Is(200);

        Assert.Equal(new() { ["unknown_key"] = 100, ["not_local"] = 1 }, counts);
        var line = Assert.Single(host.Log.Warnings);
        Assert.Contains("127.0.0.1", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_key_is_answered_while_responses_to_wrong_keys_wait()
    {
        await using var host = await StartAsync(TimeSpan.FromMinutes(1));
        var wrong = new List<Task>();
        for (var i = 0; i < 20; i++)
        {
            wrong.Add(host.Client(Wrong).GetAsync("/imgs"));
        }

        (await host.Alpha.GetAsync("/imgs")).Is(200);
        Assert.Contains(wrong, response => !response.IsCompleted);
    }

    private static Task<ApiHost> StartAsync(TimeSpan maxDelay) => ApiHost.StartAsync(new HostPlan
    {
        Authentication = services => services.AddAuthentication().AddWesogApiKey(options =>
        {
            ApiHost.AddKeys(options);
            options.Keys.Add(new ApiKey { Tenant = "mine", Sha256 = ApiHost.HashOf("local"), LoopbackOnly = true });
            options.MaxFailureDelay = maxDelay;
        }),
    });
}
