
namespace Wesog.Query.Matching;

/// <summary>
/// Evaluates a filter on stored images, without an allocation per image. It is thread-safe. It defines what formulas mean: every store must give the same results.
/// </summary>
internal sealed class ImageMatcher
{
    private readonly Matcher _root;

    // Null while a call uses them.
    private ReaderBuffers? _buffers;

    private ImageMatcher(Matcher root) => _root = root;

    /// <summary>Prepares a filter: folds its values and creates their indexes.</summary>
    public static ImageMatcher Create(ImageFilter filter) => new(MatcherFactory.Create(filter));

    public bool Matches(ScannedImage image)
    {
        var buffers = Interlocked.Exchange(ref _buffers, null) ?? new();
        var reader = new ImageReader(image, buffers);
        var matches = Matches(ref reader);
        reader.Dispose();
        Volatile.Write(ref _buffers, buffers);
        return matches;
    }

    public bool Matches(ref ImageReader image) => _root.Matches(ref image);
}

/// <summary>A node of a prepared filter.</summary>
internal abstract class Matcher
{
    public abstract bool Matches(ref ImageReader image);
}

/// <summary>Matches if all operands match.</summary>
internal sealed class AndMatcher(Matcher[] operands) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        foreach (var operand in operands)
        {
            if (!operand.Matches(ref image))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Matches if at least one operand matches.</summary>
internal sealed class OrMatcher(Matcher[] operands) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        foreach (var operand in operands)
        {
            if (operand.Matches(ref image))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Matches if the operand does not match.</summary>
internal sealed class NotMatcher(Matcher operand) : Matcher
{
    public override bool Matches(ref ImageReader image) => !operand.Matches(ref image);
}
