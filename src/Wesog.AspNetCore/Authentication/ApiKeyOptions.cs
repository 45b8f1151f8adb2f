using Microsoft.AspNetCore.Authentication;

namespace Wesog.AspNetCore;

/// <summary>The known keys. They are validated when the host starts; all faults are reported at once.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
public sealed class ApiKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>The keys. Default none; then every request is refused.</summary>
    public IList<ApiKey> Keys { get; } = [];
}
