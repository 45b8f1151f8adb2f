namespace Wesog.Operations;

/// <summary>The operations of one tenant: <see cref="IImageOperationService"/> without the tenant parameter.</summary>
/// <remarks><see cref="TenantOperationsExtensions.ForTenant"/> creates it. It holds no resources and can be shared between threads.</remarks>
public sealed class TenantOperations
{
    private readonly IImageOperationService _operations;

    internal TenantOperations(IImageOperationService operations, string tenant)
    {
        ArgumentNullException.ThrowIfNull(operations);
        TenantName.Check(tenant);
        _operations = operations;
        Tenant = tenant;
    }

    /// <summary>The name of the tenant.</summary>
    public string Tenant { get; }

    /// <inheritdoc cref="IImageOperationService.SubmitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    public Task<Submission> SubmitAsync(ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _operations.SubmitAsync(Tenant, batch, options, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.SubmitAsync(string, ValidatedBatch, CancellationToken)"/>
    public Task<Submission> SubmitAsync(ValidatedBatch batch, CancellationToken cancellationToken = default) =>
        _operations.SubmitAsync(Tenant, batch, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.SubmitAndWaitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    public Task<Operation> SubmitAndWaitAsync(ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _operations.SubmitAndWaitAsync(Tenant, batch, options, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.SubmitAsync(string, ImageEdit, SubmitOptions?, CancellationToken)"/>
    public Task<Submission> SubmitAsync(ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _operations.SubmitAsync(Tenant, edit, options, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.SubmitAndWaitAsync(string, ImageEdit, SubmitOptions?, CancellationToken)"/>
    public Task<Operation> SubmitAndWaitAsync(ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _operations.SubmitAndWaitAsync(Tenant, edit, options, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.ValidateAsync(string, ImageEdit, SubmitOptions?, CancellationToken)"/>
    public Task<ValidationResult> ValidateAsync(ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _operations.ValidateAsync(Tenant, edit, options, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.ValidateAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    public Task<ValidationResult> ValidateAsync(ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _operations.ValidateAsync(Tenant, batch, options, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.ValidateAsync(string, ValidatedBatch, CancellationToken)"/>
    public Task<ValidationResult> ValidateAsync(ValidatedBatch batch, CancellationToken cancellationToken = default) =>
        _operations.ValidateAsync(Tenant, batch, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.WaitAsync"/>
    public Task<Operation?> WaitAsync(long operationId, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _operations.WaitAsync(Tenant, operationId, timeout, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.GetAsync"/>
    public Task<Operation?> GetAsync(long operationId, CancellationToken cancellationToken = default) =>
        _operations.GetAsync(Tenant, operationId, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.ListAsync"/>
    public Task<IReadOnlyList<Operation>> ListAsync(OperationQuery? query = null, CancellationToken cancellationToken = default) =>
        _operations.ListAsync(Tenant, query, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.CancelAsync(string, OperationQuery, CancellationToken)"/>
    public Task<int> CancelAsync(OperationQuery query, CancellationToken cancellationToken = default) =>
        _operations.CancelAsync(Tenant, query, cancellationToken);

    /// <inheritdoc cref="IImageOperationService.CancelAsync(string, long, CancellationToken)"/>
    public Task<Operation?> CancelAsync(long operationId, CancellationToken cancellationToken = default) =>
        _operations.CancelAsync(Tenant, operationId, cancellationToken);
}

/// <summary>Creates views of one tenant.</summary>
public static class TenantOperationsExtensions
{
    /// <summary>Returns the operations of one tenant. Checks the name once.</summary>
    /// <param name="operations">The service.</param>
    /// <param name="tenant">The name of the tenant.</param>
    /// <exception cref="ArgumentException">The name is not 1 to 255 characters, or contains a NUL or half of a surrogate pair.</exception>
    public static TenantOperations ForTenant(this IImageOperationService operations, string tenant) => new(operations, tenant);
}
