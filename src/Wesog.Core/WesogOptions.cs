using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;

namespace Wesog;

/// <summary>The settings of the engine. The engine validates them at its start and reports all errors at once.</summary>
public sealed class WesogOptions
{
    /// <summary>The limits of batches, the queue, execution and retention (section <c>Wesog:Limits</c>).</summary>
    public EngineLimits Limits { get; } = new();

    /// <summary>The limits of images (section <c>Wesog:Images</c>).</summary>
    public ImageLimits Images { get; } = new();

    /// <summary>The indexes of images (section <c>Wesog:Query</c>).</summary>
    public QueryOptions Query { get; } = new();
}
