using Wesog.Operations;

namespace Wesog.Query;

/// <summary>The facets of the query have more different values together than fit in the memory of a query. Use a narrower formula, or fewer facets.</summary>
/// <param name="facet">The facet whose values need most of it.</param>
/// <param name="maxBytes">The largest memory of the different values of all facets of a query in bytes.</param>
public sealed class TooManyFacetValuesException(ImageFacet facet, int maxBytes) : WesogException(
    $"The different values of the facets of the query need more than {maxBytes} bytes of memory, most of it for \"{facet}\". Use a narrower formula, or fewer facets.")
{
    /// <summary>The stable code of this error: <c>too_many_values</c>.</summary>
    public const string Code = "too_many_values";

    /// <summary>The facet whose values need most of it.</summary>
    public ImageFacet Facet { get; } = facet;

    /// <summary>The largest memory of the different values of all facets of a query in bytes.</summary>
    public int MaxBytes { get; } = maxBytes;
}
