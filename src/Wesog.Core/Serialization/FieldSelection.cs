namespace Wesog.Serialization;

/// <summary>A choice among the members that a read image has.</summary>
/// <remarks>Contract, section 6 (<c>fields=</c>).</remarks>
public sealed class FieldSelection
{
    private FieldSelection()
    {
    }

    /// <summary>Every member that a read image may have, in the order in which they are written.</summary>
    public static IReadOnlyList<string> AllNames => throw new NotImplementedException();

    /// <summary>The choice of the given members; naming one twice is naming it once.</summary>
    /// <returns>Whether all names are known; otherwise <paramref name="unknown"/> is the first that is not.</returns>
    public static bool TryCreate(IEnumerable<string> names, out FieldSelection? selection, out string? unknown) => throw new NotImplementedException();
}
