using System.Security.Cryptography;
using System.Text;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>Creates modified copies of a new operation.</summary>
public static class SampleOperationSteps
{
    /// <summary>Returns a copy for another tenant.</summary>
    public static NewOperation For(this NewOperation draft, string tenant) => draft.With(operation => operation with { Tenant = tenant });

    /// <summary>Returns an urgent copy.</summary>
    public static NewOperation Urgent(this NewOperation draft) =>
        draft.With(operation => operation with { Modes = operation.Modes with { Urgent = true } });

    /// <summary>Returns a copy with the given creation time.</summary>
    public static NewOperation CreatedAt(this NewOperation draft, DateTimeOffset time) =>
        draft.With(operation => operation with { CreatedAt = time });

    /// <summary>Returns a copy with an idempotency key.</summary>
    /// <param name="draft">The operation to copy.</param>
    /// <param name="key">The key.</param>
    /// <param name="submission">Represents the submitted content: equal texts give equal fingerprints.</param>
    public static NewOperation WithKey(this NewOperation draft, string key, string submission = "")
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft with { Key = new(key, SHA256.HashData(Encoding.UTF8.GetBytes(submission))) };
    }

    /// <summary>Returns a copy with a changed operation.</summary>
    public static NewOperation With(this NewOperation draft, Func<Operation, Operation> change)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(change);
        return draft with { Operation = change(draft.Operation) };
    }
}
