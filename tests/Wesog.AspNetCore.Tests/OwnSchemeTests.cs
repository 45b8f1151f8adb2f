using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Another authentication scheme of the host supplies the tenant as a claim.</summary>
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

    // There is no default scheme, so the framework cannot select one.
    [Theory]
    [InlineData("wesog:tenant=t1", 200)]
    [InlineData("name=n", 403)]
    [InlineData("", 401)]
    public async Task With_several_schemes_the_ones_that_the_host_adds_apply(string claims, int status)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Authentication = services => services.AddAuthorization().AddAuthentication()
                .AddScheme<AuthenticationSchemeOptions, ClaimsScheme>("own", null).AddWesogApiKey(ApiHost.AddKeys),
            Map = app => app.MapWesogImages().RequireAuthorization(
                policy => policy.AddAuthenticationSchemes("own").RequireAuthenticatedUser()),
        });
        Assert.Equal(status, (await host.Client(null).GetAsync("/imgs", ("Claims", claims))).Status);
        Assert.Equal(401, (await host.Alpha.GetAsync("/imgs")).Status);
    }

    [Fact]
    public async Task Without_a_default_scheme_every_request_is_401()
    {
        await using var several = await ApiHost.StartAsync(new HostPlan
        {
            Authentication = services => services.AddAuthentication()
                .AddScheme<AuthenticationSchemeOptions, ClaimsScheme>("own", null).AddWesogApiKey(ApiHost.AddKeys),
        });
        await using var none = await ApiHost.StartAsync(new HostPlan { Authentication = _ => { } });

        (await several.Alpha.GetAsync("/imgs")).IsProblem(401, "unauthorized");
        (await none.Alpha.GetAsync("/imgs")).IsProblem(401, "unauthorized");
    }

    [Fact]
    public async Task A_claim_of_an_unauthenticated_identity_is_ignored()
    {
        var claim = new Claim("wesog:tenant", "t1");
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Map = app =>
            {
                app.Use((http, next) =>
                {
                    http.User = new(new ClaimsIdentity([claim]));
                    return next(http);
                });
                app.MapWesogImages();
            },
        });
        (await host.Client(null).GetAsync("/imgs")).IsProblem(401, "unauthorized");
    }

    [Fact]
    public async Task A_key_under_another_claim_type_is_403()
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
