using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Authentication;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>A tenant's name has 1 to 255 UTF-16 units, from a claim or a key.</summary>
public sealed class TenantLimitTests
{
    public static TheoryData<string, bool> Tenants => new()
    {
        { "", false },
        { "t", true },
        { new string('t', 255), true },
        { new string('t', 256), false },
        { "t" + string.Concat(Enumerable.Repeat("\U0001F6F6", 127)), true },
        { string.Concat(Enumerable.Repeat("\U0001F6F6", 128)), false },
        { "t\0", false },
        { @"t\ud83d", false },
    };

    [Theory]
    [MemberData(nameof(Tenants))]
    public void A_claim_can_name_a_tenant_of_the_largest_length(string escaped, bool isTaken)
    {
        // The test runner would change half of a surrogate pair.
        var tenant = Regex.Unescape(escaped);
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("t", tenant)], "test"));
        Assert.Equal(isTaken ? tenant : null, TenantClaim.Find(user, "t"));
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public async Task A_key_can_select_a_tenant_of_the_largest_length(string escaped, bool isTaken)
    {
        var tenant = Regex.Unescape(escaped);
        var starting = ApiHost.StartAsync(new HostPlan
        {
            Authentication = services => services.AddAuthentication()
                .AddWesogApiKey(options => options.Keys.Add(new() { Tenant = tenant, Sha256 = ApiHost.HashOf(ApiHost.AlphaKey) })),
        });
        if (!isTaken)
        {
            await Assert.ThrowsAsync<OptionsValidationException>(() => starting);
            return;
        }

        await using var host = await starting;
        await host.Alpha.AddAsync("a");
        (await host.Alpha.GetAsync("/imgs/a")).Is(200);
    }
}
