using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>A change of an <see cref="OperationLog"/>: the new value of the operation with a number; null removes it.</summary>
internal readonly record struct OperationEdit(long Number, Operation? Operation);
