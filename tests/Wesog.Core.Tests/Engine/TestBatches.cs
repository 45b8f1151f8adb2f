using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Engine;

/// <summary>Images and batches for tests.</summary>
internal static class TestBatches
{
    public static Image Image(string id, string? title = null) => new() { Id = id, Src = $"https://images.test/{id}", Title = title };

    public static ImageBatch Add(params IEnumerable<string> ids) => new ImageBatch().Add(ids.Select(id => Image(id)));

    public static ImageBatch Add(int count, string prefix = "i") => Add(Enumerable.Range(0, count).Select(i => $"{prefix}{i}"));
}
