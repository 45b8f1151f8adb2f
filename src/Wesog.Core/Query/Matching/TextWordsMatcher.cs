using Wesog.Images;
using Wesog.Query.Folding;
using Wesog.Query.Formulas;

namespace Wesog.Query.Matching;

/// <summary>Searches words in the text of a member.</summary>
internal sealed class TextWordsMatcher(ImageMember member, WordSearch search) : Matcher
{
    public override bool Matches(ref ImageReader image) => image.TryFind(member, out _) && search.Matches(image.ReadWords(member));
}

/// <summary>Searches words in each entry of a list: one entry must have them all.</summary>
internal sealed class ListWordsMatcher(ImageMember member, WordSearch search) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        if (!image.TryFind(member, out _))
        {
            return false;
        }

        for (var rest = image.ReadWords(member); !rest.IsEmpty;)
        {
            var length = rest.IndexOf(WordText.TextEnd) + 1;
            if (search.Matches(rest[..length]))
            {
                return true;
            }

            rest = rest[length..];
        }

        return false;
    }
}

/// <summary>Searches words in several members together. The words of a phrase must be in one text or entry.</summary>
internal sealed class JointWordsMatcher(FilterField group, WordSearch search) : Matcher
{
    public override bool Matches(ref ImageReader image) => search.Matches(image.ReadWords(group));
}
