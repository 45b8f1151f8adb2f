using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wesog.Server.Settings;

namespace Wesog.Server.Tests.Settings;

public sealed class ConnectionLimitTests
{
    private const long Memory = 16L << 30;

    [Theory]
    [InlineData(1_024, Memory, 512)]
    [InlineData(513, Memory, 1)]
    [InlineData(1_048_576, Memory, 4_096)]
    [InlineData(null, Memory, 4_096)]
    [InlineData(null, 512L << 20, 2_048)]
    public void The_default_leaves_files_for_the_store_and_the_runtime(int? openFiles, long memory, int expected)
    {
        var limits = Apply(new(), openFiles, memory, out var faults);

        Assert.Empty(faults);
        Assert.Equal((expected, expected), (limits.MaxConcurrentConnections, limits.MaxConcurrentUpgradedConnections));
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void A_configured_limit_is_at_most_what_the_files_allow_and_may_exceed_the_default(int value, bool isAllowed)
    {
        var limits = Apply(new() { MaxConcurrentConnections = value }, 1_024, memory: 64 << 20, out var faults);

        Assert.Equal(value, limits.MaxConcurrentConnections);
        Assert.Equal(isAllowed, faults.Count == 0);
        Assert.All(faults, fault =>
        {
            Assert.StartsWith("Kestrel:Limits:MaxConcurrentConnections is 513,", fault, StringComparison.Ordinal);
            Assert.Contains("1024 files", fault, StringComparison.Ordinal);
            Assert.Contains("at most 512", fault, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Upgraded_connections_have_the_same_bound()
    {
        Apply(new() { MaxConcurrentUpgradedConnections = 5_000 }, 1_024, Memory, out var faults);

        Assert.StartsWith("Kestrel:Limits:MaxConcurrentUpgradedConnections is 5000,", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_files_for_one_connection_are_a_fault_with_the_next_step()
    {
        Apply(new(), 512, Memory, out var faults);

        Assert.Contains("512 files open, which is too few", Assert.Single(faults), StringComparison.Ordinal);
        Assert.Contains("ulimit -n", faults[0], StringComparison.Ordinal);
    }

    private static KestrelServerLimits Apply(KestrelServerLimits limits, long? openFiles, long memory, out List<string> faults)
    {
        ConnectionLimit.Apply(limits, openFiles, memory, faults = []);
        return limits;
    }
}
