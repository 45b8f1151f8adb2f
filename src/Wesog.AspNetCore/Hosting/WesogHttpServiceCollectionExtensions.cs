using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore;
using Wesog.AspNetCore.Hosting;
using Wesog.AspNetCore.Images;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.OpenApi;
using Wesog.AspNetCore.Operations;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the services of <c>MapWesogImages</c>.</summary>
public static class WesogHttpServiceCollectionExtensions
{
    /// <summary>
    /// Registers the HTTP routes. <c>AddWesogImages</c> registers the engine, and the host registers the authentication. A second call adds
    /// to the settings.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings, which are validated when the host starts.</param>
    /// <returns>The same services.</returns>
    /// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
    public static IServiceCollection AddWesogHttp(this IServiceCollection services, Action<WesogHttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<WesogHttpOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WesogHttpOptions>, WesogHttpOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, RouteDescriptionProvider>());
        services.PostConfigure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Add(ParameterJsonContext.Default));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HostShutdown>();
        services.TryAddSingleton(provider => new MemoryBudget(provider.GetRequiredService<IOptions<WesogHttpOptions>>().Value.MaxMemoryBytes));
        services.AddMetrics();
        services.TryAddSingleton<MemoryRefusals>();
        services.TryAddSingleton<ProblemWriter>();
        services.TryAddSingleton<OperationResults>();
        services.TryAddSingleton<OperationWaits>();
        services.TryAddSingleton<ImageReads>();
        services.TryAddSingleton<ImageWrites>();
        services.TryAddSingleton<OperationEndpoints>();
        services.TryAddSingleton<ApiRoutes>();
        services.TryAddSingleton<RequestPipeline>();
        return services;
    }
}
