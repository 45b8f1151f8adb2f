using System.Diagnostics.CodeAnalysis;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>A choice among the members that a read image has.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (<c>fields=</c>).</remarks>
public sealed class FieldSelection
{
    private static readonly string[] Names = [.. ImageMember.All.Select(member => member.Name)];

    private readonly ulong _members;

    private FieldSelection(ulong members) => _members = members;

    /// <summary>Every member that a read image may have, in the order in which they are written.</summary>
    public static IReadOnlyList<string> AllNames => Names;

    /// <summary>The choice of the given members; naming one twice is naming it once.</summary>
    /// <returns>Whether all names are known; otherwise <paramref name="unknown"/> is the first that is not.</returns>
    public static bool TryCreate(
        IEnumerable<string> names, [NotNullWhen(true)] out FieldSelection? selection, [NotNullWhen(false)] out string? unknown)
    {
        ArgumentNullException.ThrowIfNull(names);
        var members = 0UL;
        foreach (var name in names)
        {
            var index = Array.IndexOf(Names, name);
            if (index < 0)
            {
                (selection, unknown) = (null, name);
                return false;
            }

            members |= 1UL << index;
        }

        (selection, unknown) = (new FieldSelection(members), null);
        return true;
    }

    internal bool Has(ImageMember member) => (_members & (1UL << member.Index)) != 0;
}
