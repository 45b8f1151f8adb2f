using System.Globalization;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>Where in an item a fault is: nowhere in particular, at a member, or at an entry of a list.</summary>
internal readonly record struct FaultField(string? Name, int? Entry = null)
{
    /// <summary>A member that no image has; its name is the caller's, and shown as any other value is.</summary>
    public static FaultField OfUnknown(ReadOnlySpan<char> name) => new(SafeDisplayText.Of(name));

    public override string? ToString() =>
        Entry is { } entry ? string.Create(CultureInfo.InvariantCulture, $"{Name}[{entry}]") : Name;
}
