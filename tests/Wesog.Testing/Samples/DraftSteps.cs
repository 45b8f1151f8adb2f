using System.Security.Cryptography;
using System.Text;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>Drafts that differ from a draft in one thing.</summary>
public static class DraftSteps
{
    /// <summary>The same of another tenant.</summary>
    public static NewOperation For(this NewOperation draft, string tenant) => draft.With(operation => operation with { Tenant = tenant });

    /// <summary>The same, urgent.</summary>
    public static NewOperation Urgent(this NewOperation draft) =>
        draft.With(operation => operation with { Modes = operation.Modes with { Urgent = true } });

    /// <summary>The same, created at a given time.</summary>
    public static NewOperation CreatedAt(this NewOperation draft, DateTimeOffset time) =>
        draft.With(operation => operation with { CreatedAt = time });

    /// <summary>The same with an idempotency key.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="key">The key.</param>
    /// <param name="submission">Stands for what was submitted: equal texts give equal fingerprints.</param>
    public static NewOperation WithKey(this NewOperation draft, string key, string submission = "")
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft with { Key = new(key, SHA256.HashData(Encoding.UTF8.GetBytes(submission))) };
    }

    /// <summary>The same with another shape of the operation that will be seen.</summary>
    public static NewOperation With(this NewOperation draft, Func<Operation, Operation> change)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(change);
        return draft with { Operation = change(draft.Operation) };
    }
}
