namespace Wesog.Images;

/// <summary>The five languages that Wesog knows: of an image's metadata, and of the texts of errors.</summary>
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
