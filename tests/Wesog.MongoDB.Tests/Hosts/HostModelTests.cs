using Wesog.MongoDB.Tests.Server;
using Wesog.StoreHistories;

namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>
/// Compares engines that share a database, each with its own connections, with the naive model. While they submit and execute,
/// some die and some pause for longer than the duration of their leases.
/// </summary>
public sealed class HostModelTests(ITestOutputHelper output) : DatabaseTests
{
    [Fact]
    public Task Two_hosts_leave_what_the_model_says() => RunAsync(2);

    [Fact]
    public Task Three_hosts_leave_what_the_model_says() => RunAsync(3);

    private async Task RunAsync(int hosts)
    {
        var (cases, deaths, refusals) = (0, 0, 0);
        PropertyCheck.Run(
            output, HostHistory.All, _ => [], history => RunAsync(history).GetAwaiter().GetResult(), count: 20);
        output.WriteLine($"{cases} histories, {deaths} deaths, {refusals} commits refused because the lease had expired");

        // Without enough faults these histories prove nothing.
        Assert.True(deaths > cases / 4 && refusals > cases / 4, $"{deaths} deaths, {refusals} refused commits");

        async Task RunAsync(HostHistory history)
        {
            await using var ledger = await Ledger.OpenAsync(Database);
            await using var run = new HistoryRun(Database, history, $"{cases++}");
            await run.RunAsync(hosts);
            var ends = await ledger.ReadAsync();
            var check = new HistoryCheck(Database, run.Fleet.First.Engine);
            foreach (var (tenant, submitted) in run.Submitted)
            {
                await check.AssertAsync(tenant, submitted, [.. ends.Where(end => end.Tenant == tenant)]);
            }

            Assert.Equal(run.Submitted.Values.Sum(tenant => tenant.Count), ends.Count);
            Assert.All(run.Fleet.All, host => Assert.Equal(0, host.Store.Violations));
            deaths += run.Fleet.All.Count(host => host.Store.IsDead);
            refusals += run.Fleet.All.Sum(host => host.Store.Refusals);
        }
    }
}
