using System.Reflection;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Operations;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>Every limit of requests: its value is accepted and the next one is not.</summary>
public sealed class HttpLimitTests
{
    private static readonly Dictionary<string, HttpLimit> _limits =
        HttpLimits.All.Concat(ParameterLimits.All).ToDictionary(limit => limit.Name);

    // Settings that no request can test; the tests of the engine cover them.
    private static readonly string[] _ofEngine =
        ["MaxQueuedBytes", "MaxConcurrentReads", "MaxQueryTime", "MaxExportTime", "MaxAttempts", "Retention", "RetainedOperations", "GroupOperations", "GroupItems", "GroupBytes", "ConcurrentTenants"];

    public static TheoryData<string> Names => [.. _limits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_limit_accepts_its_value_and_refuses_the_next(string name)
    {
        var limit = _limits[name];
        Assert.Equal("", await TryAsync(limit, limit.Value));
        Assert.Equal(limit.Refusal, await TryAsync(limit, limit.Value + (limit.IsLeast ? -1 : 1)));
    }

    [Fact]
    public void Every_setting_that_affects_requests_is_tested() => Assert.Empty(
        typeof(EngineLimits).GetProperties().Select(property => property.Name)
            .Except(_limits.Values.Select(limit => limit.Subject)).Except(_ofEngine));

    [Fact]
    public void Every_numeric_parameter_is_tested_at_both_bounds()
    {
        var ranges = typeof(KnownParameters).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Parameter))
            .Select(property => (property.Name, ((Parameter)property.GetValue(null)!).Range))
            .Where(parameter => parameter.Range is not null)
            .SelectMany(parameter => new[] { (parameter.Name, parameter.Range!.Value.Least, true), (parameter.Name, parameter.Range.Value.Most, false) });
        Assert.Equal(ranges.Order(), ParameterLimits.All.Select(limit => (limit.Subject, limit.Value, limit.IsLeast)).Order());
    }

    private static async Task<string> TryAsync(HttpLimit limit, long value)
    {
        var (host, paused) = await ApiHost.StartPausedAsync(limit.Options);
        await using var running = host;
        if (!limit.StartsPaused)
        {
            paused.Resume();
        }

        return await limit.TryAsync(host, value);
    }
}
