using System.Globalization;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Options out of bounds stop the host.</summary>
public sealed class HttpOptionsTests
{
    [Fact]
    public async Task The_claim_type_must_not_be_empty() => await Assert.ThrowsAsync<OptionsValidationException>(() =>
        ApiHost.StartAsync(new HostPlan { Http = options => options.TenantClaimType = " " }));

    [Theory]
    [InlineData("00:00:00", true)]
    [InlineData("01:00:00", true)]
    [InlineData("-00:00:00.0000001", false)]
    [InlineData("01:00:00.0000001", false)]
    public async Task The_longest_wait_is_from_zero_to_one_hour(string value, bool isAllowed)
    {
        var plan = new HostPlan { Http = options => options.MaxWait = TimeSpan.Parse(value, CultureInfo.InvariantCulture) };
        if (isAllowed)
        {
            await (await ApiHost.StartAsync(plan)).DisposeAsync();
            return;
        }

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiHost.StartAsync(plan));
        Assert.Equal([$"WesogHttpOptions.MaxWait must be from 00:00:00 to 01:00:00, but it is {value}."], refusal.Failures);
    }
}
