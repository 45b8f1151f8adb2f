using System.Reflection;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Operations;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>Every limit that a client meets at its value, which is taken, and one beyond, which is not.</summary>
public sealed class HttpLimitTests
{
    private static readonly Dictionary<string, HttpLimit> _limits =
        HttpLimits.All.Concat(ParameterLimits.All).ToDictionary(limit => limit.Name);

    // Those that no request meets are tried on the engine; the bytes of a queue too, which depend on the store.
    private static readonly string[] _ofEngine =
        ["MaxQueuedBytes", "MaxAttempts", "Retention", "RetainedOperations", "GroupOperations", "GroupItems", "GroupBytes", "ConcurrentTenants"];

    public static TheoryData<string> Names => [.. _limits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_value_itself_is_taken_and_one_beyond_is_not(string name)
    {
        var limit = _limits[name];
        Assert.Equal("", await TryAsync(limit, limit.Value));
        Assert.Equal(limit.Refusal, await TryAsync(limit, limit.Value + (limit.IsLeast ? -1 : 1)));
    }

    [Fact]
    public void Every_setting_that_a_client_meets_is_tried() => Assert.Empty(
        typeof(EngineLimits).GetProperties().Select(property => property.Name)
            .Except(_limits.Values.Select(limit => limit.Subject)).Except(_ofEngine));

    [Fact]
    public void Every_parameter_that_is_a_number_is_tried_at_both_ends()
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
        var (host, gate) = await ApiHost.StartGatedAsync(limit.Options);
        await using var running = host;
        if (!limit.IsGated)
        {
            gate.Open();
        }

        return await limit.TryAsync(host, value);
    }
}
