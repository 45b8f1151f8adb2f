using Microsoft.Extensions.DependencyInjection.Extensions;
using Wesog.AspNetCore;
using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Images;
using Wesog.AspNetCore.Operations;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what <c>MapWesogImages</c> needs.</summary>
public static class WesogHttpServiceCollectionExtensions
{
    /// <summary>
    /// Registers the HTTP side of the engine; the engine itself comes from <c>AddWesogImages</c>, and whom it answers from the
    /// host's authentication. Calling it again adds to the settings.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Changes the settings; they are checked when the host starts.</param>
    /// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
    public static IServiceCollection AddWesogHttp(this IServiceCollection services, Action<WesogHttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<WesogHttpOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.Any(service => service.ServiceType == typeof(ApiRoutes)))
        {
            return services;
        }

        options
            .Validate(
                settings => !string.IsNullOrWhiteSpace(settings.TenantClaimType),
                $"{nameof(WesogHttpOptions)}.{nameof(WesogHttpOptions.TenantClaimType)} must not be empty.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ProblemWriter>();
        services.AddSingleton<OperationAnswers>();
        services.AddSingleton<ImageReads>();
        services.AddSingleton<ImageWrites>();
        services.AddSingleton<OperationEndpoints>();
        services.AddSingleton<ApiRoutes>();
        services.AddSingleton<ApiDispatcher>();
        return services;
    }
}
