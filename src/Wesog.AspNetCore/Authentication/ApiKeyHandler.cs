using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Authenticates by the header <c>API-Key</c>. Challenge and forbid responses are problems.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<ApiKeyOptions> options,
    IOptions<WesogHttpOptions> httpOptions,
    ProblemWriter problems,
    KeyFailures failures,
    ILoggerFactory loggerFactory,
    UrlEncoder encoder)
    : AuthenticationHandler<ApiKeyOptions>(options, loggerFactory, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false)).Failure;
        if (failure is not null
            && !await failures.DelayAsync(Context.Connection.RemoteIpAddress, Options.MaxFailureDelay, Context.RequestAborted).ConfigureAwait(false)
            && !HttpVersions.IsMultiplexed(Request))
        {
            // Too many responses wait. A new connection costs the client time instead. The header does not exist in later versions of HTTP.
            Response.Headers.Connection = "close";
        }

        await problems.WriteAsync(Context, (failure as ProblemException)?.Problem ?? KnownProblems.Unauthorized()).ConfigureAwait(false);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        problems.WriteAsync(Context, KnownProblems.Forbidden());

    private AuthenticateResult Authenticate()
    {
        var sent = Request.Headers[ApiKeyDefaults.Header];
        if (sent.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (sent is not [{ } text] || Find(text) is not { } key)
        {
            failures.Record(KeyFailures.UnknownKey, Context.Connection.RemoteIpAddress);
            return AuthenticateResult.Fail("The API key is unknown.");
        }

        if (key.LoopbackOnly && LoopbackRequest.FaultOf(Request) is { } problem)
        {
            failures.Record(KeyFailures.NotLocal, Context.Connection.RemoteIpAddress);
            return AuthenticateResult.Fail(new ProblemException(problem));
        }

        return AuthenticateResult.Success(TicketOf(key));
    }

    // Compares every key in full, so that the time does not depend on the keys.
    private ApiKey? Find(string key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> scratch = stackalloc byte[256];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(key, scratch, out var length) ? scratch[..length] : Encoding.UTF8.GetBytes(key), digest);
        ApiKey? found = null;
        foreach (var known in Options.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, known.Digest))
            {
                found = known;
            }
        }

        return found;
    }

    private AuthenticationTicket TicketOf(ApiKey key)
    {
        var identity = new ClaimsIdentity([new Claim(httpOptions.Value.TenantClaimType, key.Tenant)], Scheme.Name);
        if (key.Name is { } name)
        {
            identity.AddClaim(new(identity.NameClaimType, name));
        }

        return new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name);
    }
}
