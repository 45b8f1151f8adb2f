namespace Wesog.Validation;

/// <summary>What an id may not be, so that it can stand in a path, a log and a list without being taken for another.</summary>
internal static class IdRule
{
    public static FaultKind? Judge(ReadOnlySpan<char> id) =>
        id is "." or ".." ? FaultKind.Dots
        : HasControl(id) ? FaultKind.Control
        : char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1]) ? FaultKind.WhiteSpaceAtEnd
        : null;

    // Category Cc, whole: C0, DEL and C1.
    private static bool HasControl(ReadOnlySpan<char> id) =>
        id.ContainsAnyInRange('\u0000', '\u001F') || id.ContainsAnyInRange('\u007F', '\u009F');
}
