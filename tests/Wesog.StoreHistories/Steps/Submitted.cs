using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.StoreHistories.Steps;

/// <summary>An operation that a history submits.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Method">What it does.</param>
/// <param name="Ids">To which images.</param>
/// <param name="Urgent">Whether it overtakes.</param>
/// <param name="Key">Its key and what is submitted by it; null for none.</param>
/// <param name="MostOperations">The bound of the queue.</param>
/// <param name="IsBeyondBytes">Whether the bound of the queue leaves its items no room, in whatever form a store keeps them.</param>
public sealed record Submitted(
    string Tenant, OperationMethod Method, IReadOnlyList<string> Ids, bool Urgent, (string Name, string Body)? Key, int MostOperations, bool IsBeyondBytes)
{
    public QueueLimits Bounds => new(MostOperations, IsBeyondBytes ? 0 : long.MaxValue);

    public NewOperation Draft(DateTimeOffset now)
    {
        string[] ids = [.. Ids];
        var draft = Method switch
        {
            OperationMethod.Add => SampleOperations.Add(ids),
            OperationMethod.Delete => SampleOperations.Delete(ids),
            _ => SampleOperations.Replace(ids),
        };
        draft = draft.For(Tenant).CreatedAt(now).With(operation => operation with
        {
            Method = Method,
            Modes = new(Strict: ids.Length % 2 == 0, Subset: ids.Length > 2, Urgent, Wait: Method == OperationMethod.Add),
        });
        return Key is { } key ? draft.WithKey(key.Name, key.Body) : draft;
    }

    public override string ToString() =>
        $"{Tenant}: {(Urgent ? "urgent " : "")}{Method} of {string.Join(", ", Ids)}{(Key is { } key ? $" by key {key.Name} ({key.Body})" : "")}"
        + $"{(MostOperations < int.MaxValue ? $", at most {MostOperations} unfinished" : "")}{(IsBeyondBytes ? ", without room for a byte" : "")}";
}
