namespace Wesog.Storage.InMemory;

/// <summary>A key of a <see cref="SortedTree{TKey,TValue}"/> and its value; as an edit, null removes the key.</summary>
internal readonly record struct Entry<TKey, TValue>(TKey Key, TValue? Value)
    where TValue : class;
