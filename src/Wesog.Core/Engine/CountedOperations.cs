using Wesog.Operations;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>Decorates an operation service: counts the calls that it rejects.</summary>
internal sealed class CountedOperations(IImageOperationService inner, EngineTelemetry telemetry) : IImageOperationService
{
    public Task<Submission> SubmitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.SubmitAsync(tenant, batch, options, cancellationToken));

    public Task<Submission> SubmitAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.SubmitAsync(tenant, batch, cancellationToken));

    public Task<Operation> SubmitAndWaitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.SubmitAndWaitAsync(tenant, batch, options, cancellationToken));

    public Task<ValidationResult> ValidateAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.ValidateAsync(tenant, batch, options, cancellationToken));

    public Task<ValidationResult> ValidateAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.ValidateAsync(tenant, batch, cancellationToken));

    public Task<Operation?> WaitAsync(
        string tenant, long operationId, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.WaitAsync(tenant, operationId, timeout, cancellationToken));

    public Task<Operation?> GetAsync(string tenant, long operationId, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.GetAsync(tenant, operationId, cancellationToken));

    public Task<IReadOnlyList<Operation>> ListAsync(
        string tenant, OperationQuery? query = null, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.ListAsync(tenant, query, cancellationToken));

    public Task<Operation?> CancelAsync(string tenant, long operationId, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(() => inner.CancelAsync(tenant, operationId, cancellationToken));
}
