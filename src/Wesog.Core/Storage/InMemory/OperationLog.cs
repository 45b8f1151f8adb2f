using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>
/// An immutable list of operations by number, from 1 on. An append takes almost constant time: it writes to a slot that no earlier
/// log reads. Any other change copies the nodes on the paths to the changed operations.
/// </summary>
/// <remarks>A radix tree: each level uses some bits of the number. Reads are thread-safe; only one thread at a time may make changes.</remarks>
internal sealed class OperationLog
{
    private const int Bits = 4;
    private const int Width = 1 << Bits;

    public static readonly OperationLog Empty = new(root: null, height: 0, end: 1);

    // A node contains nodes, or operations at height 0; empty slots are null. Logs share nodes and never read beyond their own end, so
    // the slots beyond it may be written.
    private readonly object?[]? _root;
    private readonly int _height;
    private readonly long _end;

    private OperationLog(object?[]? root, int height, long end)
    {
        _root = root;
        _height = height;
        _end = end;
    }

    public Operation? Find(long number) => number > 0 && number < _end ? (Operation?)Look(number).Found : null;

    /// <summary>Returns the operations before a number, newest first.</summary>
    public IEnumerable<Operation> Before(long bound)
    {
        bound = Math.Min(bound, _end);
        while (bound > 1)
        {
            var (found, height) = Look(bound - 1);
            if (found is Operation operation)
            {
                yield return operation;
            }

            // Skips the whole range of an empty slot.
            bound = FirstBelow(bound - 1, height);
        }
    }

    /// <summary>Returns the log with an operation appended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The operation does not have the next number.</exception>
    public OperationLog Append(Operation operation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(operation.Id, _end, nameof(operation));
        var (root, height) = (_root, _height);
        if (FirstBelow(_end, height + 1) > 0)
        {
            root = new object?[Width];
            root[0] = _root;
            height++;
        }

        var leaf = root ??= new object?[Width];
        for (var below = height; below > 0; below--)
        {
            leaf = (object?[])(leaf[SlotOf(_end, below)] ??= new object?[Width]);
        }

        ref var place = ref leaf[SlotOf(_end, 0)];
        if (place is null)
        {
            place = operation;
        }
        else
        {
            // Another log has already appended to this one and uses the slot.
            root = Edited(root, height, [new(_end, operation)]);
        }

        return new(root, height, _end + 1);
    }

    /// <summary>Returns the log with operations replaced or removed.</summary>
    /// <param name="edits">In any order, each number once. They are sorted in place.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is beyond the end of the log.</exception>
    public OperationLog With(params OperationEdit[] edits)
    {
        if (edits is [])
        {
            return this;
        }

        Array.Sort(edits, (x, y) => x.Number.CompareTo(y.Number));
        ArgumentOutOfRangeException.ThrowIfLessThan(edits[0].Number, 1, nameof(edits));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(edits[^1].Number, _end, nameof(edits));
        return new(Edited(_root, _height, edits), _height, _end);
    }

    private static int SlotOf(long number, int height) => (int)(number >> (height * Bits)) & (Width - 1);

    private static long FirstBelow(long number, int height) => number >> (height * Bits) << (height * Bits);

    /// <returns>The operation or null, and the height at which the search ended: 0 at the slot of the operation.</returns>
    private (object? Found, int Height) Look(long number)
    {
        object? found = _root;
        var height = _height + 1;
        while (height > 0 && found is not null)
        {
            found = ((object?[])found)[SlotOf(number, --height)];
        }

        return (found, height);
    }

    // Null if the node is empty.
    private static object?[]? Edited(object?[]? node, int height, ReadOnlySpan<OperationEdit> edits)
    {
        var edited = node is null ? new object?[Width] : node.AsSpan().ToArray();
        while (!edits.IsEmpty)
        {
            var slot = SlotOf(edits[0].Number, height);
            var own = 1;
            while (own < edits.Length && SlotOf(edits[own].Number, height) == slot)
            {
                own++;
            }

            edited[slot] = height == 0 ? edits[0].Operation : Edited((object?[]?)edited[slot], height - 1, edits[..own]);
            edits = edits[own..];
        }

        return Array.Exists(edited, child => child is not null) ? edited : null;
    }
}
