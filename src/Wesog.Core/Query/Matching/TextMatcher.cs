using Wesog.Images;

namespace Wesog.Query.Matching;

/// <summary>Tests the text of a member. A member without a value does not match.</summary>
internal sealed class TextMatcher(ImageMember member, bool folds, TextTest test) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        if (!image.TryFind(member, out var position))
        {
            return false;
        }

        var text = image.ReadText(ref position);
        return test.Matches(folds ? image.Fold(text) : text);
    }
}

/// <summary>Tests whether a list has all or one of several values.</summary>
internal sealed class ListMatcher(ImageMember member, bool folds, bool needsOne, TextSet values) : Matcher
{
    public override bool Matches(ref ImageReader image)
    {
        if (!image.TryFind(member, out var position))
        {
            return false;
        }

        var found = new MarkSet(needsOne ? 1 : values.Count);
        while (!found.IsFull && image.MoveToEntry(ref position))
        {
            var text = image.ReadText(ref position);
            var index = values.IndexOf(folds ? image.Fold(text) : text);
            if (index >= 0)
            {
                found.Add(needsOne ? 0 : index);
            }
        }

        found.Dispose();
        return found.IsFull;
    }
}
