using Wesog.Operations;

namespace Wesog.Serialization;

/// <inheritdoc cref="IImageBatchReader"/>
internal sealed class ImageBatchReader(WesogOptions options) : IImageBatchReader
{
    /// <inheritdoc/>
    public Task<CheckedBatch> ReadAsync(
        Stream body, BatchForm form, SubmitOptions submitOptions, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException(options.ToString());
}
