using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore;
using Wesog.AspNetCore.Authentication;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the API-Key authentication.</summary>
public static class WesogAuthenticationBuilderExtensions
{
    /// <summary>
    /// Adds the scheme <c>API-Key</c> (<see cref="ApiKeyDefaults"/>): the header <c>API-Key</c> selects the tenant.
    /// </summary>
    /// <param name="builder">The authentication. If this is the only scheme, it is the default scheme.</param>
    /// <param name="configure">Sets the keys, which are validated when the host starts.</param>
    /// <returns>The same builder.</returns>
    /// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
    public static AuthenticationBuilder AddWesogApiKey(
        this AuthenticationBuilder builder, Action<ApiKeyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddWesogHttp();
        builder.Services.TryAddSingleton<FailureLog>();
        builder.Services.TryAddSingleton<FailureDelay>();
        builder.Services.TryAddSingleton<KeyFailures>();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<ApiKeyOptions>, ApiKeyOptionsValidator>());
        builder.Services.AddOptions<ApiKeyOptions>(ApiKeyDefaults.Scheme).ValidateOnStart();
        return builder.AddScheme<ApiKeyOptions, ApiKeyHandler>(ApiKeyDefaults.Scheme, configure);
    }
}
