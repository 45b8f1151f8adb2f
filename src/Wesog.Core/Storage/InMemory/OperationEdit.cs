using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>A change of an <see cref="OperationLog"/>: what becomes of the operation of a number; null removes it.</summary>
internal readonly record struct OperationEdit(long Number, Operation? Operation);
