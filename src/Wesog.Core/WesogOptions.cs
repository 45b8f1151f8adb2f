using Wesog.Images;
using Wesog.Operations;

namespace Wesog;

/// <summary>The settings of the engine. Checked when it starts: every fault at once, with its name, bound and value.</summary>
public sealed class WesogOptions
{
    /// <summary>The bounds of batches, the queue, execution and retention (section <c>Wesog:Limits</c>).</summary>
    public EngineLimits Limits { get; } = new();

    /// <summary>The bounds of images (section <c>Wesog:Images</c>).</summary>
    public ImageLimits Images { get; } = new();
}
