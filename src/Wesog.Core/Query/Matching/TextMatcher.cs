using Wesog.Images;

namespace Wesog.Query.Matching;

/// <summary>Tests the text of a member. A member without a value does not match.</summary>
internal sealed class TextMatcher(ImageMember member, bool folds, TextTest test) : Matcher
{
    public override bool Matches(ref ImageReader image) =>
        image.TryFind(member, out var position) && test.Matches(folds ? image.ReadFolded(member)[..^1] : image.ReadText(ref position));
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
        if (folds)
        {
            for (var rest = image.ReadFolded(member); !found.IsFull && !rest.IsEmpty;)
            {
                var end = rest.IndexOf(ImageReader.TextEnd);
                Mark(rest[..end], ref found);
                rest = rest[(end + 1)..];
            }
        }
        else
        {
            while (!found.IsFull && image.MoveToEntry(ref position))
            {
                Mark(image.ReadText(ref position), ref found);
            }
        }

        found.Dispose();
        return found.IsFull;
    }

    private void Mark(scoped ReadOnlySpan<byte> text, ref MarkSet found)
    {
        var index = values.IndexOf(text);
        if (index >= 0)
        {
            found.Add(needsOne ? 0 : index);
        }
    }
}
