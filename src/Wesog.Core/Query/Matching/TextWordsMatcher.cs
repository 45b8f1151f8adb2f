using Wesog.Images;

namespace Wesog.Query.Matching;

/// <summary>Searches words in the text of a member.</summary>
internal sealed class TextWordsMatcher(ImageMember member, WordSearch search) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        if (!image.TryFind(member, out var position))
        {
            return false;
        }

        image.ClearWords();
        image.AddWords(image.ReadText(ref position));
        return search.Matches(image.Words);
    }
}

/// <summary>Searches words in each entry of a list: one entry must have them all.</summary>
internal sealed class ListWordsMatcher(ImageMember member, WordSearch search) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        if (!image.TryFind(member, out var position))
        {
            return false;
        }

        while (image.MoveToEntry(ref position))
        {
            image.ClearWords();
            image.AddWords(image.ReadText(ref position));
            if (search.Matches(image.Words))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Searches words in several members together. The words of a phrase must be in one text or entry.</summary>
internal sealed class JointWordsMatcher(ImageMember[] members, WordSearch search) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        image.ClearWords();
        var (position, next) = (ImageReader.Start, 0);
        foreach (var member in members)
        {
            if (!image.TryFindAfter(member, ref position, next))
            {
                continue;
            }

            if (member.Kind == MemberKind.List)
            {
                while (image.MoveToEntry(ref position))
                {
                    image.AddWords(image.ReadText(ref position));
                }

                position++;
            }
            else
            {
                image.AddWords(image.ReadText(ref position));
            }

            next = image.IndexOfNext(position);
        }

        return search.Matches(image.Words);
    }
}
