using System.Globalization;
using System.IO.Compression;

namespace Wesog.StoreHistories.Queries.Unicode;

/// <summary>The data files of Unicode 15.0.0, read from an archive of the unchanged files.</summary>
internal sealed class UnicodeFiles
{
    public const int CodePointCount = 0x110000;

    private const string Archive = "unicode-15.0.0.zip";

    private static readonly Lazy<UnicodeFiles> _instance = new(() => new UnicodeFiles());

    private readonly string?[] _categories = new string?[CodePointCount];
    private readonly byte[] _combiningClasses = new byte[CodePointCount];
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<int, int[]> _caseFoldings = [];
    private readonly bool[] _isEastAsian = new bool[CodePointCount];

    private UnicodeFiles()
    {
        using var file = typeof(UnicodeFiles).Assembly.GetManifestResourceStream(Archive)!;
        using var archive = new ZipArchive(file);
        ReadCharacters(LinesOf(archive, "UnicodeData.txt"));
        ReadCaseFoldings(LinesOf(archive, "CaseFolding.txt"));
        ReadScripts(LinesOf(archive, "Scripts.txt"), ["Han", "Hiragana", "Katakana"]);
        ReadScripts(LinesOf(archive, "ScriptExtensions.txt"), ["Hani", "Hira", "Kana"]);
    }

    public static UnicodeFiles Instance => _instance.Value;

    /// <summary>All code points but the surrogates.</summary>
    public static IEnumerable<int> CodePoints => Enumerable.Range(0, CodePointCount).Where(code => code is < 0xD800 or >= 0xE000);

    /// <summary>The general category, such as <c>Lu</c>; <c>Cn</c> for an unassigned code point.</summary>
    public string CategoryOf(int codePoint) => _categories[codePoint] ?? "Cn";

    public int CombiningClassOf(int codePoint) => _combiningClasses[codePoint];

    /// <summary>The decomposition mapping, canonical or of compatibility, one step; null if there is none.</summary>
    public int[]? DecompositionOf(int codePoint) => _decompositions.GetValueOrDefault(codePoint);

    /// <summary>The full case folding; null if there is none.</summary>
    public int[]? CaseFoldingOf(int codePoint) => _caseFoldings.GetValueOrDefault(codePoint);

    /// <summary>Whether the script, or a script extension, is Han, Hiragana or Katakana.</summary>
    public bool IsEastAsian(int codePoint) => _isEastAsian[codePoint];

    private static IEnumerable<string[]> LinesOf(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        while (reader.ReadLine() is { } line)
        {
            var content = line.Split('#')[0];
            if (!string.IsNullOrWhiteSpace(content))
            {
                yield return content.Split(';', StringSplitOptions.TrimEntries);
            }
        }
    }

    private static int[] CodesOf(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part[0] != '<').Select(CodeOf)];

    private static int CodeOf(string hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private void ReadCharacters(IEnumerable<string[]> lines)
    {
        var first = 0;
        foreach (var line in lines)
        {
            var code = CodeOf(line[0]);
            first = line[1].EndsWith(", Last>", StringComparison.Ordinal) ? first : code;
            for (var each = first; each <= code; each++)
            {
                _categories[each] = line[2];
                _combiningClasses[each] = byte.Parse(line[3], CultureInfo.InvariantCulture);
            }

            if (line[5].Length > 0)
            {
                _decompositions.Add(code, CodesOf(line[5]));
            }
        }
    }

    private void ReadCaseFoldings(IEnumerable<string[]> lines)
    {
        foreach (var line in lines.Where(line => line[1] is "C" or "F"))
        {
            _caseFoldings.Add(CodeOf(line[0]), CodesOf(line[2]));
        }
    }

    private void ReadScripts(IEnumerable<string[]> lines, string[] scripts)
    {
        foreach (var line in lines.Where(line => line[1].Split(' ').Intersect(scripts).Any()))
        {
            var range = line[0].Split("..").Select(CodeOf).ToArray();
            Array.Fill(_isEastAsian, true, range[0], range[^1] - range[0] + 1);
        }
    }
}
