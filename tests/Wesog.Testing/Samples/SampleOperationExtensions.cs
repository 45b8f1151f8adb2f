using System.Security.Cryptography;
using System.Text;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>Creates modified copies of a new operation.</summary>
public static class SampleOperationExtensions
{
    /// <summary>Returns a copy for another tenant.</summary>
    public static NewOperation For(this NewOperation operation, string tenant) => operation.With(copy => copy with { Tenant = tenant });

    /// <summary>Returns an urgent copy.</summary>
    public static NewOperation Urgent(this NewOperation operation) =>
        operation.With(copy => copy with { Modes = copy.Modes with { Urgent = true } });

    /// <summary>Returns a copy with the given creation time.</summary>
    public static NewOperation CreatedAt(this NewOperation operation, DateTimeOffset time) =>
        operation.With(copy => copy with { CreatedAt = time });

    /// <summary>Returns a copy with an idempotency key.</summary>
    /// <param name="operation">The operation to copy.</param>
    /// <param name="key">The key.</param>
    /// <param name="submission">Represents the submitted content: equal texts give equal fingerprints.</param>
    public static NewOperation WithKey(this NewOperation operation, string key, string submission = "")
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation with { Key = new(key, SHA256.HashData(Encoding.UTF8.GetBytes(submission))) };
    }

    /// <summary>Returns a copy with a changed operation.</summary>
    public static NewOperation With(this NewOperation operation, Func<Operation, Operation> change)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(change);
        return operation with { Operation = change(operation.Operation) };
    }
}
