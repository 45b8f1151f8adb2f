using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.StoreHistories.Steps;

/// <summary>An operation that a history submits.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Method">The method.</param>
/// <param name="Ids">The images.</param>
/// <param name="Urgent">Whether the operation is urgent.</param>
/// <param name="Key">The idempotency key and the submitted content, or null.</param>
/// <param name="MaxOperations">The operation limit of the queue.</param>
/// <param name="ExceedsByteLimit">Whether the operation exceeds the byte limit of the queue in any storage format.</param>
public sealed record SubmittedOperation(
    string Tenant, OperationMethod Method, IReadOnlyList<string> Ids, bool Urgent, (string Name, string Body)? Key, int MaxOperations, bool ExceedsByteLimit)
{
    /// <summary>The label of the operation; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it is an edit by query, without items, instead of a batch.</summary>
    public bool IsEdit { get; init; }

    public QueueLimits Limits => new(MaxOperations, ExceedsByteLimit ? 0 : long.MaxValue);

    public NewOperation ToNewOperation(DateTimeOffset now)
    {
        string[] ids = [.. Ids];
        var newOperation = Method switch
        {
            _ when IsEdit => SampleOperations.Edit($"id={ids[0]}", Method == OperationMethod.Delete ? ItemMethod.Delete : ItemMethod.Modify),
            OperationMethod.Add => SampleOperations.Add(ids),
            OperationMethod.Delete => SampleOperations.Delete(ids),
            _ => SampleOperations.Replace(ids),
        };
        newOperation = newOperation.For(Tenant).CreatedAt(now).With(operation => operation with
        {
            Method = Method,
            Label = Label,
            SubmittedBy = Label is null ? null : "\u044F",
            RetryOf = Label is null ? null : 7,
            Modes = new(Strict: ids.Length % 2 == 0, Subset: ids.Length > 2, Urgent, Wait: Method == OperationMethod.Add),
        });
        return Key is { } key ? newOperation.WithKey(key.Name, key.Body) : newOperation;
    }

    public override string ToString() =>
        $"{Tenant}: {(Urgent ? "urgent " : "")}{(IsEdit ? "edit " : "")}{Method} {Label} of {string.Join(", ", Ids)}{(Key is { } key ? $" by key {key.Name} ({key.Body})" : "")}"
        + $"{(MaxOperations < int.MaxValue ? $", at most {MaxOperations} unfinished" : "")}{(ExceedsByteLimit ? ", byte limit 0" : "")}";
}
