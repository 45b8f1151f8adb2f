using Wesog.Images;

namespace Wesog.Catalog;

/// <summary>A page of images and the number of all of them, both of the same moment.</summary>
/// <param name="Images">The page, ordered by id.</param>
/// <param name="Count">How many images the tenant has.</param>
public sealed record ImagePage(IReadOnlyList<StoredImage> Images, long Count);
