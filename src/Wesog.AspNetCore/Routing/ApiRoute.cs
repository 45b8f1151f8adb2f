using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Parameters;

namespace Wesog.AspNetCore.Routing;

/// <summary>What one method does on a path.</summary>
/// <param name="Method">The HTTP method; GET answers HEAD too.</param>
/// <param name="Handler">Carries it out.</param>
/// <param name="Parameters">The parameters that it takes; any other is refused.</param>
internal sealed record ApiRoute(string Method, Func<ApiRequest, Task> Handler, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>Whether it may change something: every method but GET.</summary>
    public bool IsWrite { get; } = !HttpMethods.IsGet(Method);

    /// <summary>The one last segment that it is for; null for any.</summary>
    public string? Segment { get; init; }
}
