namespace Wesog.Images;

/// <summary>The wire codes of <see cref="Language"/>: <c>en</c>, <c>es</c>, <c>pt</c>, <c>fr</c>, <c>ru</c>.</summary>
public static class LanguageCodes
{
    private static readonly string[] Codes = ["en", "es", "pt", "fr", "ru"];

    /// <summary>All codes, in the order of <see cref="Language"/>.</summary>
    public static IReadOnlyList<string> All => Codes;

    /// <summary>The code of a language, such as <c>en</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the five languages.</exception>
    public static string ToCode(this Language language) => (uint)language < (uint)Codes.Length
        ? Codes[(int)language]
        : throw new ArgumentOutOfRangeException(nameof(language), language, "Not one of en, es, pt, fr, ru.");

    /// <summary>The language of a code. Codes are lower-case and compared exactly.</summary>
    /// <returns>Whether <paramref name="code"/> is one of the five.</returns>
    public static bool TryParse(ReadOnlySpan<char> code, out Language language)
    {
        for (var i = 0; i < Codes.Length; i++)
        {
            if (code.SequenceEqual(Codes[i]))
            {
                language = (Language)i;
                return true;
            }
        }

        language = default;
        return false;
    }
}
