namespace Wesog.Query;

/// <summary>The values of a facet among the images that match.</summary>
/// <param name="Facet">The facet.</param>
/// <param name="Values">The values: the one with the most images first, those with as many by the Unicode code points.</param>
/// <param name="IsTruncated">Whether there are more values than <see cref="ImageQuery.FacetLimit"/>.</param>
public sealed record FacetResult(ImageFacet Facet, IReadOnlyList<FacetValue> Values, bool IsTruncated);

/// <summary>A value of a facet.</summary>
/// <param name="Value">The value as stored; <c>true</c> or <c>false</c> for a boolean.</param>
/// <param name="Count">The number of images that have it.</param>
public readonly record struct FacetValue(string Value, long Count);
