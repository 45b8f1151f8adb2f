using Wesog.Images;

namespace Wesog.Query;

/// <summary>Which indexes a store keeps (section <c>Wesog:Query</c>). They decide how fast queries are, never what they find.</summary>
/// <remarks>
/// An index that is switched on for existing images is built in the background. The in-memory store keeps none.
/// <c>docs/finding.md</c>, section "Which indexes are there?".
/// </remarks>
public sealed class QueryOptions
{
    /// <summary>
    /// The names of the members whose values are indexed: for <c>=</c>, <c>==</c> and <c>:</c>, and of <c>date</c> for <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> and
    /// <c>&gt;=</c>, too. Texts, lists, booleans, <c>date</c> and <c>lang</c> can be. Default: <c>date</c> and the members of
    /// <see cref="ImageFacet.All"/>.
    /// </summary>
    public TextList IndexedMembers { get; set; } = TextList.From([ImageMember.Date.Name, .. ImageFacet.All.Select(facet => facet.Name)]);

    /// <summary>
    /// Whether the words of the field <c>text</c> are indexed: for <c>~</c>, <c>~~</c> and <c>~~~</c> on it and on its members. Default true.
    /// </summary>
    public bool FullText { get; set; } = true;

    /// <summary>Whether a member can be in <see cref="IndexedMembers"/>.</summary>
    /// <param name="name">The name. Case counts.</param>
    public static bool CanIndex(string name) =>
        ImageMember.All.FirstOrDefault(member => member.Name == name) is
        {
            Kind: MemberKind.Text or MemberKind.List or MemberKind.Flag or MemberKind.Date or MemberKind.Language,
        };
}
