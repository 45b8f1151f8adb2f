using System.Diagnostics.CodeAnalysis;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>A selection of the members of an image to write.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (<c>fields=</c>).</remarks>
public sealed class FieldSelection
{
    private static readonly string[] Names = [.. ImageMember.All.Select(member => member.Name)];

    private readonly ulong _members;

    private FieldSelection(ulong members) => _members = members;

    /// <summary>The names of all members, in the order in which they are written.</summary>
    public static IReadOnlyList<string> AllNames => Names;

    /// <summary>Creates a selection of the named members. Repeated names have no effect.</summary>
    /// <returns>Whether all names are known; otherwise <paramref name="unknown"/> is the first unknown name.</returns>
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
