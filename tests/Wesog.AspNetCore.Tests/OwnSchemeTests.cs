using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>A host's own scheme supplies the tenant as a claim (section 6).</summary>
public sealed class OwnSchemeTests
{
    [Theory]
    [InlineData("tenant=t1", 200)]
    [InlineData("tenant=t1,tenant=t1", 200)]
    [InlineData("tenant=t1,tenant=t2", 403)]
    [InlineData("tenant=", 403)]
    [InlineData("name=n", 403)]
    [InlineData("", 401)]
    public async Task The_claim_names_the_tenant(string claims, int status)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Http = options => options.TenantClaimType = "tenant",
            Authentication = services => services.AddAuthentication("own").AddScheme<AuthenticationSchemeOptions, ClaimsScheme>("own", null),
        });
        Assert.Equal(status, (await host.Client(null).GetAsync("/imgs", ("Claims", claims))).Status);
    }

    [Fact]
    public async Task A_key_of_no_tenants_claim_type_is_forbidden_by_a_problem()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Authentication = services =>
            {
                services.AddAuthentication().AddWesogApiKey(ApiHost.AddKeys);
                services.AddSingleton<IClaimsTransformation, NoClaims>();
            },
        });
        var reply = (await host.Alpha.GetAsync("/imgs", ("Accept-Language", "fr"))).IsProblem(403, "unauthorized");
        Assert.Contains("locataire", reply.Detail, StringComparison.Ordinal);
    }

    private sealed class ClaimsScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var claims = Request.Headers["Claims"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(claim => claim.Split('=')).Select(claim => new Claim(claim[0], claim[1])).ToList();
            return Task.FromResult(claims.Count == 0
                ? AuthenticateResult.NoResult()
                : AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, "own")), "own")));
        }
    }

    private sealed class NoClaims : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) =>
            Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity("bare")));
    }
}
