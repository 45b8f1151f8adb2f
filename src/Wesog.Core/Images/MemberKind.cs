namespace Wesog.Images;

/// <summary>By which rules the values of a member are judged and written.</summary>
internal enum MemberKind
{
    Id,
    Url,
    Text,
    Flag,
    Date,
    List,
    Language,

    /// <summary>The engine's own: taken with any value, and passed over.</summary>
    ReadOnly,
}
