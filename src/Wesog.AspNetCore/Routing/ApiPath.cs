using Microsoft.AspNetCore.Http;

namespace Wesog.AspNetCore.Routing;

/// <summary>A path and the routes on it.</summary>
internal sealed class ApiPath(string pattern, params IReadOnlyList<ApiRoute> routes)
{
    public string Pattern { get; } = pattern;

    public IReadOnlyList<ApiRoute> Routes { get; } = routes;

    /// <summary>The methods of the path as <c>Allow</c> lists them.</summary>
    public string Allow { get; } = string.Join(
        ", ",
        routes.SelectMany<ApiRoute, string>(route => HttpMethods.IsGet(route.Method) ? [route.Method, HttpMethods.Head] : [route.Method])
            .Distinct()
            .Order(StringComparer.Ordinal));

    /// <summary>How many segments the pattern has.</summary>
    public int Depth { get; } = pattern.AsSpan().Count('/');

    /// <summary>The first route of a method, for just this segment or for any; null where the path does not know the method.</summary>
    public ApiRoute? Find(string method, string segment)
    {
        var known = method == HttpMethods.Head ? HttpMethods.Get : method;
        foreach (var route in Routes)
        {
            if (route.Method == known && (route.Segment is null || route.Segment == segment))
            {
                return route;
            }
        }

        return null;
    }
}
