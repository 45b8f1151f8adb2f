using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Invalid keys stop the host with all faults.</summary>
public sealed class ApiKeyOptionsTests
{
    [Fact]
    public async Task All_faults_are_named_when_the_host_starts()
    {
        var hash = ApiHost.HashOf("key");
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            new() { Tenant = "", Sha256 = hash },
            new() { Tenant = new string('t', 256), Sha256 = "abc" },
            new() { Tenant = "t", Sha256 = hash.ToUpperInvariant() },
            new() { Tenant = "t", Sha256 = new string('g', 64) },
            new() { Tenant = "u", Sha256 = hash }));
        Assert.Equal(
            ["Keys[0].Tenant", "Keys[1].Tenant", "Keys[1].Sha256", "Keys[2].Sha256", "Keys[3].Sha256", "Keys[4].Sha256"],
            refusal.Failures.Select(failure => failure.Split(' ')[0]));
        Assert.DoesNotContain(hash, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_of_255_characters_is_accepted() =>
        await (await StartAsync(new ApiKey { Tenant = new string('t', 255), Sha256 = ApiHost.HashOf("key") })).DisposeAsync();

    private static Task<ApiHost> StartAsync(params ApiKey[] keys) => ApiHost.StartAsync(new HostPlan
    {
        Authentication = services => services.AddAuthentication().AddWesogApiKey(options =>
        {
            foreach (var key in keys)
            {
                options.Keys.Add(key);
            }
        }),
    });
}
