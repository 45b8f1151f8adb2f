using System.Text;
using Wesog.Images;
using Wesog.Query.Folding;
using Wesog.Query.Formulas;
using Wesog.Query.Matching;
using Wesog.Serialization;

namespace Wesog.Query.Indexing;

/// <summary>Collects the terms of images, in one pass over the JSON of each. It serves one image at a time.</summary>
/// <param name="members">The members whose values are indexed.</param>
/// <param name="hasWords">Whether words are.</param>
internal sealed class TermWriter(IReadOnlySet<ImageMember> members, bool hasWords)
{
    /// <summary>The largest number of terms of an image.</summary>
    public const int MaxTerms = 4_096;

    private readonly bool[] _hasValues = [.. ImageMember.All.Select(members.Contains)];
    private readonly bool[] _hasWords = [.. ImageMember.All.Select(member => hasWords && FilterField.Text.Members.Contains(member))];
    private readonly ReaderBuffers _buffers = new();
    private int _count;

    /// <summary>The terms of the last image, each followed by the separator.</summary>
    public ReadOnlySpan<byte> Terms => Buffer.Written;

    private PooledBuffer<byte> Buffer { get; } = new();

    /// <summary>Collects the terms of an image.</summary>
    /// <returns>Their number; larger than <see cref="MaxTerms"/> if there are too many, and <see cref="Terms"/> has not all.</returns>
    public int Collect(scoped in ScannedImage image)
    {
        Buffer.Trim();
        _count = 0;
        if (_hasValues[ImageMember.Lang.Index])
        {
            AddValue(ImageMember.Lang, Encoding.ASCII.GetBytes(image.Lang.ToCode()));
        }

        var reader = new ImageReader(image, _buffers);
        var position = ImageReader.Start;
        reader.ReadText(ref position);
        while (_count <= MaxTerms && reader.IndexOfNext(position) is var index && index < ImageMember.StoredCount)
        {
            var member = ImageMember.Stored[index];
            position += member.Label.Length;
            AddMember(member, ref reader, ref position);
        }

        reader.Dispose();
        return _count;
    }

    private void AddMember(ImageMember member, ref ImageReader image, scoped ref int position)
    {
        switch (member.Kind)
        {
            case MemberKind.Flag:
                var value = image.ReadFlag(position) ? "true"u8 : "false"u8;
                position += value.Length;
                if (_hasValues[member.Index])
                {
                    AddValue(member, value);
                }

                break;
            case MemberKind.List:
                while (image.MoveToEntry(ref position))
                {
                    AddText(member, image.ReadText(ref position));
                }

                position++;
                break;
            default:
                AddText(member, image.ReadText(ref position));
                break;
        }
    }

    private void AddText(ImageMember member, ReadOnlySpan<byte> text)
    {
        if (_hasValues[member.Index] && member.Kind == MemberKind.Date)
        {
            Buffer.Append(Term.YearKind);
            Buffer.Append(text[..Term.YearLength]);
            End();
        }
        else if (_hasValues[member.Index])
        {
            _buffers.Folded.Truncate(0);
            TextFolding.Fold(text, _buffers.Folded);
            AddValue(member, _buffers.Folded.Written);
        }

        if (_hasWords[member.Index])
        {
            _buffers.Words.Truncate(0);
            WordText.Write(text, _buffers.Scratch, _buffers.Words);
            AddWords(_buffers.Words.Written);
        }
    }

    private void AddValue(ImageMember member, ReadOnlySpan<byte> folded)
    {
        Term.WriteValue(member, folded, Buffer.Reserve(Term.ValueLength));
        Buffer.Advance(Term.ValueLength);
        End();
    }

    private void AddWords(ReadOnlySpan<byte> words)
    {
        while (_count <= MaxTerms && words.IndexOfAnyExcept(WordText.Separator, WordText.TextEnd) is var start && start >= 0)
        {
            words = words[start..];
            var end = words.IndexOf(WordText.Separator);
            Buffer.Append(Term.WordKind);
            Buffer.Append(Term.Shorten(words[..end]));
            End();
            words = words[end..];
        }
    }

    private void End()
    {
        Buffer.Append(ImageIndex.Separator);
        _count++;
    }
}
