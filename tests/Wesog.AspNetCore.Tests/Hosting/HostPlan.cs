using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wesog.Storage;

namespace Wesog.AspNetCore.Tests.Hosting;

/// <summary>The differences of a host from the default one.</summary>
public sealed record HostPlan
{
    public Action<WesogOptions>? Engine { get; init; }

    public Action<WesogHttpOptions>? Http { get; init; }

    public Func<IImageStore>? Store { get; init; }

    public Action<IServiceCollection> Authentication { get; init; } =
        services => services.AddAuthentication().AddWesogApiKey(ApiHost.AddKeys);

    public Action<WebApplication> Map { get; init; } = app => app.MapWesogImages();
}
