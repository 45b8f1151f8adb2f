namespace Wesog.Images;

/// <summary>The languages of metadata and of error texts.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Overview and sources", "Images" and "Operations". On the wire a language is its ISO 639-1 code (<see cref="LanguageCodes"/>).</remarks>
public enum Language
{
    /// <summary>English, <c>en</c>: the default of texts.</summary>
    En,

    /// <summary>Spanish, <c>es</c>: the default of metadata.</summary>
    Es,

    /// <summary>Portuguese, <c>pt</c>.</summary>
    Pt,

    /// <summary>French, <c>fr</c>.</summary>
    Fr,

    /// <summary>Russian, <c>ru</c>.</summary>
    Ru,
}

/// <summary>The wire codes of <see cref="Language"/>: <c>en</c>, <c>es</c>, <c>pt</c>, <c>fr</c>, <c>ru</c>.</summary>
public static class LanguageCodes
{
    private static readonly string[] Codes = ["en", "es", "pt", "fr", "ru"];

    /// <summary>All codes, in the order of <see cref="Language"/>.</summary>
    public static IReadOnlyList<string> All => Codes;

    /// <summary>Returns the code of a language, such as <c>en</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the five languages.</exception>
    public static string ToCode(this Language language) => (uint)language < (uint)Codes.Length
        ? Codes[(int)language]
        : throw new ArgumentOutOfRangeException(nameof(language), language, "Not one of en, es, pt, fr, ru.");

    /// <summary>Finds the language of a code. Codes are lower-case; case counts.</summary>
    /// <returns>Whether <paramref name="code"/> is a code of a language.</returns>
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
