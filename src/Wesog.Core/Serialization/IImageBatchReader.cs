using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>Reads a batch from JSON: one pass from UTF-8 bytes to checked items, without a second copy of the body.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Images" and "HTTP". May be called from any thread.</remarks>
public interface IImageBatchReader
{
    /// <summary>Reads a whole body.</summary>
    /// <param name="body">UTF-8, decompressed. It is not disposed; after an exception it may not have been read to its end.</param>
    /// <param name="form">What the body holds.</param>
    /// <param name="options">How the batch is to be submitted; faults are told in its text language.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The batch, faults included: whether these refuse it is decided when it is submitted.</returns>
    /// <exception cref="MalformedJsonException">The body is not well-formed JSON in UTF-8.</exception>
    /// <exception cref="InvalidBodyException">The top level is neither array nor object as the form asks.</exception>
    /// <exception cref="EmptyBatchException">There is no item.</exception>
    /// <exception cref="BatchTooLargeException">Too many items or bytes.</exception>
    Task<ValidatedBatch> ReadAsync(
        Stream body, BatchForm form, SubmitOptions options, CancellationToken cancellationToken = default);
}
