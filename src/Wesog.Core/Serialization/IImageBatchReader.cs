using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>Reads and validates a batch of JSON in one pass over its UTF-8 bytes, without a second copy of the body.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Images" and "HTTP". Safe for concurrent use.</remarks>
public interface IImageBatchReader
{
    /// <summary>Reads a whole body.</summary>
    /// <param name="body">The decompressed body in UTF-8. The reader does not dispose it, and after an exception may not have read it completely.</param>
    /// <param name="form">The format of the body.</param>
    /// <param name="options">The options of the submission. Error texts are in its text language.</param>
    /// <param name="memory">Counts the memory of the read, and can refuse it; null if it is not limited.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The batch with its errors. The submission decides whether errors reject it.</returns>
    /// <exception cref="MalformedJsonException">The body is not well-formed JSON in UTF-8.</exception>
    /// <exception cref="InvalidBodyException">The top level is not the array or object that the form requires.</exception>
    /// <exception cref="EmptyBatchException">There is no item.</exception>
    /// <exception cref="BatchTooLargeException">There are too many items or bytes, or one item is too large.</exception>
    Task<ValidatedBatch> ReadAsync(
        Stream body, BatchForm form, SubmitOptions options, IBodyMemory? memory = null, CancellationToken cancellationToken = default);
}
