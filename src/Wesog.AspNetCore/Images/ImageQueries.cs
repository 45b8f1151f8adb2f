using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;

namespace Wesog.AspNetCore.Images;

/// <summary>Turns the checked parameters of GET /imgs into a query.</summary>
/// <remarks><c>docs/http.md</c>, section "Searching".</remarks>
internal static class ImageQueries
{
    /// <summary>Returns the query of a page.</summary>
    /// <exception cref="ProblemException">A facet is named twice, or there is a page number beside a cursor.</exception>
    /// <exception cref="InvalidQueryException">The formula is invalid.</exception>
    public static ImageQuery OfPage(ApiRequest request)
    {
        var query = request.Query;
        var limit = (int)query.Number(KnownParameters.ImageLimit)!.Value;
        return new()
        {
            Filter = FilterOf(request),
            Sort = query.Choice(KnownParameters.SortBy) is { } sort ? ImageSort.All[sort] : ImageSort.Id,
            IsDescending = query.Find(KnownParameters.Order) == KnownParameters.Descending,
            Facets = FacetsOf(query),
            FacetLimit = (int)query.Number(KnownParameters.FacetLimit)!.Value,
            CountsMatches = query.Flag(KnownParameters.Count),
            After = query.Find(KnownParameters.After),
            Offset = OffsetOf(query, limit),
            Limit = limit,
            MaxBytes = Math.Min(PageBytes.Of(limit), request.Memory.LargestPage),
        };
    }

    /// <summary>Returns the query of an export.</summary>
    /// <exception cref="InvalidQueryException">The formula is invalid.</exception>
    public static ImageQuery OfExport(ApiRequest request) => new()
    {
        Filter = FilterOf(request),
        After = request.Query.Find(KnownParameters.After),

        // No tenant has as many images as the larger numbers.
        Limit = request.Query.Number(KnownParameters.ExportLimit) is { } limit and <= int.MaxValue ? (int)limit : null,
    };

    /// <summary>Returns what an edit by query selects; null if the request has no formula.</summary>
    /// <exception cref="ProblemException">A parameter that needs a formula, or excludes it, is sent; or the expected number is too large.</exception>
    /// <exception cref="InvalidQueryException">The formula is invalid or blank.</exception>
    public static (string Formula, int? ExpectedCount)? TryFindEdit(ApiRequest request, EngineLimits limits)
    {
        var query = request.Query;
        var expected = query.Number(KnownParameters.Expect);
        if (query.Find(KnownParameters.Formula) is not { } formula)
        {
            return expected is null ? null : throw new ProblemException(KnownProblems.NeedsParameter(KnownParameters.Expect, KnownParameters.Formula));
        }

        if (query.Find(KnownParameters.Id) is not null)
        {
            throw new ProblemException(KnownProblems.ConflictingParameters(KnownParameters.Formula, KnownParameters.Id));
        }

        if (expected > limits.MaxBatchItems)
        {
            var allowed = KnownParameters.Expect with { Range = (0, limits.MaxBatchItems) };
            throw new ProblemException(KnownProblems.OutOfRange(allowed, query.Find(KnownParameters.Expect)!));
        }

        var language = RequestLanguage.Of(request.Http.Request, query);
        ImageFilter.ParseForEdit(formula, language);
        return (formula, (int?)expected);
    }

    // An ill-formed byte is half of a surrogate pair here, so the formula is invalid.
    private static ImageFilter FilterOf(ApiRequest request) => request.Query.Find(KnownParameters.Formula) is { } formula
        ? ImageFilter.Parse(formula, RequestLanguage.Of(request.Http.Request, request.Query))
        : ImageFilter.All;

    private static List<ImageFacet> FacetsOf(RequestQuery query)
    {
        List<ImageFacet> facets = [];
        foreach (var name in query.All(KnownParameters.Facets))
        {
            var facet = ImageFacet.Find(name)!;
            if (facets.Contains(facet))
            {
                throw new ProblemException(KnownProblems.RepeatedValue(KnownParameters.Facets, name));
            }

            facets.Add(facet);
        }

        return facets;
    }

    private static long OffsetOf(RequestQuery query, int limit)
    {
        if (query.Find(KnownParameters.After) is null)
        {
            // Saturated, so that a very large page number gives an empty page and not a negative offset.
            var number = query.Number(KnownParameters.Page)!.Value;
            return (long)UInt128.Min((UInt128)(number - 1) * (uint)limit, (UInt128)KnownParameters.MaxNumber);
        }

        return query.Find(KnownParameters.Page) is null
            ? 0
            : throw new ProblemException(KnownProblems.ConflictingParameters(KnownParameters.Page, KnownParameters.After));
    }
}
