using System.Diagnostics.CodeAnalysis;
using Wesog.Images;
using Wesog.Query.Formulas;
using Wesog.Query.Matching;

namespace Wesog.Query;

/// <summary>
/// Selects images: a formula as an expression. Immutable; equal to another filter with the same expression. Create it from a formula
/// (<see cref="Parse"/>), or from fields: <c>ImageFilter.Author.Equals("Turner") &amp; !ImageFilter.Keywords.Any("draft")</c>.
/// </summary>
/// <remarks>
/// <c>docs/formulas.md</c> is the reference of the language. A filter has at most 100 conditions and 32 levels of parentheses and <c>!</c>;
/// operators that would exceed a limit throw <see cref="ArgumentException"/>.
/// </remarks>
public abstract partial record ImageFilter
{
    /// <summary>The largest number of conditions of a filter: 100.</summary>
    public const int MaxConditions = 100;

    /// <summary>The largest number of nested levels of a filter: 32. Each <c>(</c> and each <c>!</c> of its formula is a level.</summary>
    public const int MaxLevels = 32;

    /// <summary>The largest length of a formula in UTF-16 code units: 4,096.</summary>
    public const int MaxFormulaLength = 4_096;

    private ImageMatcher? _matcher;

    private ImageFilter(int conditionCount, int levels)
    {
        if (conditionCount > MaxConditions || levels > MaxLevels)
        {
            throw new ArgumentException(
                $"A filter has at most {MaxConditions} conditions and {MaxLevels} levels, but this one would have {conditionCount} and {levels}. Use one condition with several values, or several queries.");
        }

        ConditionCount = conditionCount;
        Levels = levels;
    }

    /// <summary>The filter that selects every image: <c>has=id</c>.</summary>
    public static ImageFilter All { get; } = HasAll(ImageMember.Id.Name);

    /// <summary>The number of conditions.</summary>
    internal int ConditionCount { get; }

    /// <summary>The number of nested parentheses and <c>!</c> of the formula.</summary>
    internal int Levels { get; }

    /// <summary>Selects the images that both filters select.</summary>
    /// <exception cref="ArgumentException">The result would exceed a limit.</exception>
    public static ImageFilter operator &(ImageFilter left, ImageFilter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new And([left, right]);
    }

    /// <summary>Selects the images that at least one of the filters selects.</summary>
    /// <exception cref="ArgumentException">The result would exceed a limit.</exception>
    public static ImageFilter operator |(ImageFilter left, ImageFilter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Or([left, right]);
    }

    /// <summary>Selects the images that the filter does not select.</summary>
    /// <exception cref="ArgumentException">The result would exceed a limit.</exception>
    public static ImageFilter operator !(ImageFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new Not(filter);
    }

    /// <summary>Parses a formula. A blank formula is <see cref="All"/>.</summary>
    /// <param name="formula">The formula, such as <c>author="J. M. W. Turner" &amp;&amp; date&lt;1850</c>.</param>
    /// <param name="language">The language of the error text. Default English.</param>
    /// <exception cref="ArgumentNullException"><paramref name="formula"/> is null.</exception>
    /// <exception cref="InvalidQueryException">The formula is invalid. The exception has the position and says what was expected there.</exception>
    public static ImageFilter Parse(string formula, Language language = Language.En)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return FormulaParser.TryParse(formula, out var filter, out var fault) ? filter : throw fault.ToException(formula, language);
    }

    /// <summary>Parses the formula of an edit by query, which must not be blank: nobody edits all images by mistake.</summary>
    /// <inheritdoc cref="Parse"/>
    public static ImageFilter ParseForEdit(string formula, Language language = Language.En)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return string.IsNullOrWhiteSpace(formula)
            ? throw new FormulaFault(0, FormulaFaultKind.Blank).ToException(formula, language)
            : Parse(formula, language);
    }

    /// <summary>Parses a formula. A blank formula is <see cref="All"/>.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="filter">The filter; null if the formula is null or invalid.</param>
    /// <returns>Whether the formula is valid.</returns>
    public static bool TryParse([NotNullWhen(true)] string? formula, [NotNullWhen(true)] out ImageFilter? filter)
    {
        filter = null;
        return formula is not null && FormulaParser.TryParse(formula, out filter, out _);
    }

    /// <summary>Whether the filter selects an image. The first call prepares the filter; later calls allocate nothing. Thread-safe.</summary>
    /// <param name="image">The image.</param>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    public bool Matches(StoredImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return (_matcher ??= ImageMatcher.Create(this)).Matches(image);
    }

    /// <inheritdoc/>
    public virtual bool Equals(ImageFilter? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Returns the filter as a formula. It parses to an equal filter, unless it is longer than <see cref="MaxFormulaLength"/>.</summary>
    public sealed override string ToString() => FormulaPrinter.Print(this);
}
