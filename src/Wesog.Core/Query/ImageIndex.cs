using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Wesog.Images;
using Wesog.Query.Folding;
using Wesog.Query.Indexing;

namespace Wesog.Query;

/// <summary>
/// The index of images that a store can keep: the terms of each image, and the terms that a filter needs. Terms are folded by this library, so every
/// database finds the same. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// A store keeps the terms of an image, from the transaction that writes it or later, and gives a scan the images whose terms fulfil <see cref="Narrow"/>, and
/// those whose terms it does not have yet. It needs no tokenizer or collation: terms are compared by bytes.
/// </remarks>
public sealed class ImageIndex
{
    /// <summary>Ends each term in the result of <see cref="WriteTerms"/>. No term contains it.</summary>
    public const byte Separator = (byte)' ';

    // Changes with the form of terms. The tables of folding have their own version.
    private const int FormatVersion = 1;

    private readonly HashSet<ImageMember> _members;
    private readonly bool _hasWords;
    private readonly Narrowing _narrowing;
    private TermWriter? _writer;

    /// <summary>Creates an index.</summary>
    /// <param name="options">What it contains; null for the default.</param>
    /// <exception cref="ArgumentException">A name in <see cref="QueryOptions.IndexedMembers"/> cannot be indexed.</exception>
    public ImageIndex(QueryOptions? options = null)
    {
        options ??= new();
        _hasWords = options.FullText;
        _members = [.. options.IndexedMembers.Select(Member)];
        _narrowing = new(_members, _hasWords);
        IsEmpty = _members.Count == 0 && !_hasWords;
        var content = $"{FormatVersion} {FoldTable.UnicodeVersion} {(_hasWords ? "text" : "")} {string.Join(' ', Members)}";
        Version = IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 8));
    }

    /// <summary>Identifies the terms that <see cref="WriteTerms"/> writes: an index with another version must be built anew. 16 characters; empty if there are none.</summary>
    public string Version { get; }

    /// <summary>The names of the members whose values are indexed, in the order of members.</summary>
    public IReadOnlyList<string> Members => [.. _members.OrderBy(member => member.Index).Select(member => member.Name)];

    /// <summary>Whether words are indexed.</summary>
    public bool HasWords => _hasWords;

    /// <summary>Whether no image has a term, so that a store keeps no index.</summary>
    public bool IsEmpty { get; }

    /// <summary>Writes the terms of an image, each followed by <see cref="Separator"/>. A term can be repeated.</summary>
    /// <param name="image">The image.</param>
    /// <param name="target">The target.</param>
    /// <returns>The number of terms, at most 4,096. An image with more has one term, which every <see cref="Narrow"/> finds.</returns>
    public int WriteTerms(scoped in ScannedImage image, IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var writer = Interlocked.Exchange(ref _writer, null) ?? new(_members, _hasWords);
        try
        {
            var count = writer.Collect(image);
            if (count > TermWriter.MaxTerms)
            {
                WriteUnknown(target);
                return 1;
            }

            target.Write(writer.Terms);
            return count;
        }
        finally
        {
            Volatile.Write(ref _writer, writer);
        }
    }

    /// <summary>Writes the term of an image whose terms are not known, followed by <see cref="Separator"/>. Every <see cref="Narrow"/> finds it.</summary>
    /// <param name="target">The target.</param>
    public static void WriteUnknown(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Write(Term.Unknown);
        target.Write([Separator]);
    }

    /// <summary>Returns what the index must find for a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <returns>The condition, with at most 256 terms in 16 levels; null if the index does not help, and all images must be tested.</returns>
    public IndexCondition? Narrow(ImageFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _narrowing.Of(filter);
    }

    private static ImageMember Member(string name) => QueryOptions.CanIndex(name)
        ? ImageMember.All.First(member => member.Name == name)
        : throw new ArgumentException($"\"{name}\" cannot be indexed. Name texts, lists, booleans, date or lang.");
}
