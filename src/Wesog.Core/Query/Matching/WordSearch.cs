using Wesog.Query.Folding;

namespace Wesog.Query.Matching;

/// <summary>Searches words in the result of <see cref="WordText"/>.</summary>
internal abstract class WordSearch
{
    // More words than these are found by one pass over the text instead of one pass each.
    private const int MaxSearchedApart = 4;

    /// <summary>Creates the search of a value.</summary>
    /// <param name="comparison">One of the three operators of words.</param>
    /// <param name="words">The folded words of the value, at least one.</param>
    public static WordSearch Create(FilterOperator comparison, IReadOnlyList<byte[]> words)
    {
        var arePrefixes = comparison == FilterOperator.Begins;
        return comparison == FilterOperator.HasPhrase ? new PhraseSearch(words)
            : words.Distinct(Utf8Comparer.Instance).Count() <= MaxSearchedApart ? new FewWordsSearch(words, arePrefixes)
            : new ManyWordsSearch(words, arePrefixes);
    }

    /// <summary>Whether the words are in a text.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> words);

    /// <summary>Returns a word with the separator before it, and after it unless it is a prefix.</summary>
    protected static byte[] Delimit(byte[] word, bool isPrefix) =>
        isPrefix ? [WordText.Separator, .. word] : [WordText.Separator, .. word, WordText.Separator];
}

/// <summary>Searches each of a few words by itself.</summary>
/// <remarks>
/// A word begins with the separator and does not contain it otherwise. A comparison therefore ends within the word of the text, and all
/// comparisons together read the text at most once. A repeated word is searched once.
/// </remarks>
internal sealed class FewWordsSearch(IReadOnlyList<byte[]> words, bool arePrefixes) : WordSearch
{
    private readonly byte[][] _words = [.. words.Distinct(Utf8Comparer.Instance).Select(word => Delimit(word, arePrefixes))];

    /// <summary>The number of words, each of which costs a pass over the text.</summary>
    public int Count => _words.Length;

    public override bool Matches(ReadOnlySpan<byte> words)
    {
        foreach (var word in _words)
        {
            if (words.IndexOf(word) < 0)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Searches many words in one pass over the text, by a tree of their bytes.</summary>
internal sealed class ManyWordsSearch : WordSearch
{
    private const int None = -1;

    private readonly bool _arePrefixes;
    private readonly Dictionary<(int Node, byte Next), int> _edges = [];
    private readonly List<int> _words = [None];
    private readonly int _count;

    public ManyWordsSearch(IEnumerable<byte[]> words, bool arePrefixes)
    {
        _arePrefixes = arePrefixes;
        foreach (var word in words)
        {
            var node = 0;
            foreach (var next in word)
            {
                node = GetOrAddChild(node, next);
            }

            _words[node] = _words[node] == None ? _count++ : _words[node];
        }
    }

    public override bool Matches(ReadOnlySpan<byte> words) => Matches(words, out _);

    /// <param name="words">The text.</param>
    /// <param name="steps">The number of bytes that were compared.</param>
    internal bool Matches(ReadOnlySpan<byte> words, out int steps)
    {
        steps = 0;
        var found = new MarkSet(_count);
        while (!words.IsEmpty && !found.IsFull)
        {
            var end = words.IndexOfAny(WordText.Separator, WordText.TextEnd);
            Mark(words[..end], ref found, ref steps);
            words = words[(end + 1)..];
        }

        found.Dispose();
        return found.IsFull;
    }

    private void Mark(ReadOnlySpan<byte> word, ref MarkSet found, ref int steps)
    {
        var node = 0;
        for (var i = 0; i < word.Length; i++)
        {
            steps++;
            if (!_edges.TryGetValue((node, word[i]), out node))
            {
                return;
            }

            if (_words[node] != None && (_arePrefixes || i + 1 == word.Length))
            {
                found.Add(_words[node]);
            }
        }
    }

    private int GetOrAddChild(int node, byte next)
    {
        if (!_edges.TryGetValue((node, next), out var child))
        {
            child = _words.Count;
            _words.Add(None);
            _edges.Add((node, next), child);
        }

        return child;
    }
}

/// <summary>Searches words in a row, by the algorithm of Knuth, Morris and Pratt: no byte of the text is read twice.</summary>
internal sealed class PhraseSearch : WordSearch
{
    private readonly byte[] _first;
    private readonly byte[] _phrase;

    // For each length of a matching part: the length of the longest shorter part that also matches there.
    private readonly int[] _shorter;

    public PhraseSearch(IReadOnlyList<byte[]> words)
    {
        _first = Delimit(words[0], isPrefix: false);
        _phrase = [WordText.Separator, .. words.SelectMany(word => word.Append(WordText.Separator))];
        _shorter = new int[_phrase.Length + 1];
        for (int length = 1, known = 0; length < _phrase.Length; length++)
        {
            while (known > 0 && _phrase[known] != _phrase[length])
            {
                known = _shorter[known];
            }

            known += _phrase[known] == _phrase[length] ? 1 : 0;
            _shorter[length + 1] = known;
        }
    }

    public override bool Matches(ReadOnlySpan<byte> words) => Matches(words, out _);

    /// <param name="words">The text.</param>
    /// <param name="steps">The number of comparisons.</param>
    internal bool Matches(ReadOnlySpan<byte> words, out int steps)
    {
        steps = 0;
        var start = words.IndexOf(_first);
        if (start < 0)
        {
            return false;
        }

        var length = 0;
        var last = WordText.TextEnd;
        foreach (var next in words[start..])
        {
            // Several separators mean the same as one.
            if (next == WordText.Separator && last == WordText.Separator)
            {
                continue;
            }

            last = next;
            while (length > 0 && _phrase[length] != next)
            {
                steps++;
                length = _shorter[length];
            }

            steps++;
            length += _phrase[length] == next ? 1 : 0;
            if (length == _phrase.Length)
            {
                return true;
            }
        }

        return false;
    }
}
