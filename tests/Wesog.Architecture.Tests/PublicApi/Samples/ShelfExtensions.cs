namespace Wesog.Architecture.Tests.PublicApi.Samples;

/// <summary>An extension method.</summary>
internal static class ShelfExtensions
{
    public static bool Holds(this Shelf shelf, params string[] titles) => titles.Contains(shelf.ToString());
}
