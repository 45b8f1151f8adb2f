using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>Checks a batch of objects and brings its items into canonical form.</summary>
internal sealed class BatchEncoder(WesogOptions options)
{
    /// <exception cref="EmptyBatchException">The batch has no item.</exception>
    /// <exception cref="BatchTooLargeException">The batch has too many.</exception>
    public CheckedBatch Encode(ImageBatch batch, SubmitOptions submitOptions) => throw new NotImplementedException(options.ToString());
}
