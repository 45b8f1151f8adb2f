using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Engine;

/// <summary>Short words for what tests need often.</summary>
internal static class Samples
{
    public static Image Image(string id, string? title = null) => new() { Id = id, Src = $"https://images.test/{id}", Title = title };

    public static ImageBatch Adds(params IEnumerable<string> ids) => new ImageBatch().Add(ids.Select(id => Image(id)));

    public static ImageBatch Adds(int count, string prefix = "i") => Adds(Enumerable.Range(0, count).Select(i => $"{prefix}{i}"));
}
