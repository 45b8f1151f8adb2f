using Microsoft.AspNetCore.Authentication;

namespace Wesog.AspNetCore;

/// <summary>The keys that are known. Checked when the host starts: every fault at once.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
public sealed class ApiKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>The keys; none to begin with, and then no request is let in.</summary>
    public IList<ApiKey> Keys { get; } = [];
}
