using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>Decorates a batch reader: counts the calls that it rejects.</summary>
internal sealed class CountedBatchReader(IImageBatchReader inner, EngineTelemetry telemetry) : IImageBatchReader
{
    public Task<ValidatedBatch> ReadAsync(
        Stream body, BatchForm form, SubmitOptions options, IBodyMemory? memory = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.ReadAsync(body, form, options, memory, cancellationToken));
}
