using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Authenticates by the header <c>API-Key</c>. Challenge and forbid responses are problems.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<ApiKeyOptions> options,
    IOptions<WesogHttpOptions> httpOptions,
    ProblemWriter problems,
    ILoggerFactory loggerFactory,
    UrlEncoder encoder)
    : AuthenticationHandler<ApiKeyOptions>(options, loggerFactory, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        problems.WriteAsync(Context, KnownProblems.Unauthorized());

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        problems.WriteAsync(Context, KnownProblems.Forbidden());

    private AuthenticateResult Authenticate()
    {
        var sent = Request.Headers[ApiKeyDefaults.Header];
        if (sent.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        return sent is [{ } key] && FindTenant(key) is { } tenant
            ? AuthenticateResult.Success(TicketOf(tenant))
            : AuthenticateResult.Fail("The API key is unknown.");
    }

    // Compares every key in full, so that the time does not depend on the keys.
    private string? FindTenant(string key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> scratch = stackalloc byte[256];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(key, scratch, out var length) ? scratch[..length] : Encoding.UTF8.GetBytes(key), digest);
        string? tenant = null;
        foreach (var known in Options.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, known.Digest))
            {
                tenant = known.Tenant;
            }
        }

        return tenant;
    }

    private AuthenticationTicket TicketOf(string tenant)
    {
        var identity = new ClaimsIdentity([new Claim(httpOptions.Value.TenantClaimType, tenant)], Scheme.Name);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name);
    }
}
