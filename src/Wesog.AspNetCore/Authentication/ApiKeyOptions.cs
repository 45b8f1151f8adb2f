using Microsoft.AspNetCore.Authentication;

namespace Wesog.AspNetCore;

/// <summary>The known keys. They are validated when the host starts; all faults are reported at once.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
public sealed class ApiKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>The keys. Default none; then every request is refused.</summary>
    public IList<ApiKey> Keys { get; } = [];

    /// <summary>
    /// The longest delay of the response to a wrong key, from zero to one minute; default one second. The delay begins with 25 milliseconds, doubles with each
    /// failure of the client's address, and halves with each second without one. A right key is never delayed.
    /// </summary>
    public TimeSpan MaxFailureDelay { get; set; } = TimeSpan.FromSeconds(1);
}
