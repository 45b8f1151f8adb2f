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
    public QueueLimits Limits => new(MaxOperations, ExceedsByteLimit ? 0 : long.MaxValue);

    public NewOperation ToNewOperation(DateTimeOffset now)
    {
        string[] ids = [.. Ids];
        var newOperation = Method switch
        {
            OperationMethod.Add => SampleOperations.Add(ids),
            OperationMethod.Delete => SampleOperations.Delete(ids),
            _ => SampleOperations.Replace(ids),
        };
        newOperation = newOperation.For(Tenant).CreatedAt(now).With(operation => operation with
        {
            Method = Method,
            Modes = new(Strict: ids.Length % 2 == 0, Subset: ids.Length > 2, Urgent, Wait: Method == OperationMethod.Add),
        });
        return Key is { } key ? newOperation.WithKey(key.Name, key.Body) : newOperation;
    }

    public override string ToString() =>
        $"{Tenant}: {(Urgent ? "urgent " : "")}{Method} of {string.Join(", ", Ids)}{(Key is { } key ? $" by key {key.Name} ({key.Body})" : "")}"
        + $"{(MaxOperations < int.MaxValue ? $", at most {MaxOperations} unfinished" : "")}{(ExceedsByteLimit ? ", byte limit 0" : "")}";
}
