using System.Text;
using Wesog.Query.Folding;

namespace Wesog.StoreHistories.Queries.Unicode;

/// <summary>Folds texts and finds their words, step by step as docs/formulas.md says, from the data files of Unicode.</summary>
internal static class NaiveFolding
{
    private static readonly Dictionary<int, string> _letters = new()
    {
        ['ı'] = "i", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['æ'] = "ae", ['œ'] = "oe", ['ħ'] = "h", ['ŧ'] = "t",
    };

    private static UnicodeFiles Files => UnicodeFiles.Instance;

    public static string Fold(string text)
    {
        var decomposed = text.EnumerateRunes().SelectMany(rune => Decompose(rune.Value)).ToList();
        var folded = Sort(decomposed)
            .Where(code => !IsRemoved(code))
            .SelectMany(code => Files.CaseFoldingOf(code) ?? [code])
            .Select(code => _letters.GetValueOrDefault(code, char.ConvertFromUtf32(code)));
        return string.Concat(folded);
    }

    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOneCharacter = false;
        foreach (var rune in Fold(text).EnumerateRunes())
        {
            var kind = ClassOf(rune.Value);
            if (kind == CharacterClass.Joiner)
            {
                continue;
            }

            if (kind != CharacterClass.Mark && (kind != CharacterClass.Letter || isOneCharacter))
            {
                End(words, word);
            }

            word.Append(kind == CharacterClass.Separator ? "" : rune.ToString());
            isOneCharacter = kind == CharacterClass.Ideograph || (kind == CharacterClass.Mark && isOneCharacter);
        }

        End(words, word);
        return words;
    }

    /// <summary>The class of a code point in words.</summary>
    public static CharacterClass ClassOf(int code) => (Files.CategoryOf(code), code) switch
    {
        (_, 0xAD or 0x200C or 0x200D) => CharacterClass.Joiner,
        (['L' or 'N', ..], _) when Files.IsEastAsian(code) => CharacterClass.Ideograph,
        (['L', ..] or "Nd", _) => CharacterClass.Letter,
        (['M', ..], _) => CharacterClass.Mark,
        _ => CharacterClass.Separator,
    };

    /// <summary>Whether folding removes a mark.</summary>
    public static bool IsRemoved(int code) => Files.CombiningClassOf(code) is (>= 10 and <= 35) or >= 200;

    private static IEnumerable<int> Decompose(int code)
    {
        const int FirstSyllable = 0xAC00;
        if (code is >= FirstSyllable and <= 0xD7A3)
        {
            var index = code - FirstSyllable;
            int[] parts = [0x1100 + (index / (21 * 28)), 0x1161 + (index / 28 % 21), 0x11A7 + (index % 28)];
            return index % 28 == 0 ? parts[..2] : parts;
        }

        return Files.DecompositionOf(code)?.SelectMany(Decompose) ?? [code];
    }

    // Marks after a character are sorted by combining class; those of one class keep their order.
    private static List<int> Sort(List<int> codes)
    {
        var sorted = new List<int>();
        for (var at = 0; at < codes.Count;)
        {
            var marks = codes.Skip(at).TakeWhile(code => Files.CombiningClassOf(code) > 0).ToList();
            sorted.AddRange(marks.OrderBy(Files.CombiningClassOf));
            at += marks.Count;
            if (marks.Count == 0)
            {
                sorted.Add(codes[at++]);
            }
        }

        return sorted;
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
