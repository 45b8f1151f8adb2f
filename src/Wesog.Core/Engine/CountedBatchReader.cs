using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>Passes every call on to a reader, and counts the bodies that are refused.</summary>
internal sealed class CountedBatchReader(IImageBatchReader inner, EngineTelemetry telemetry) : IImageBatchReader
{
    public Task<ValidatedBatch> ReadAsync(
        Stream body, BatchForm form, SubmitOptions options, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.ReadAsync(body, form, options, cancellationToken));
}
