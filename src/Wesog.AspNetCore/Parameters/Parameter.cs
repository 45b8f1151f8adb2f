using System.Globalization;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Parameters;

/// <summary>A query parameter: its name and which values it takes. Everything else is refused.</summary>
internal sealed class Parameter
{
    private Parameter(string name) => Name = name;

    public string Name { get; }

    /// <summary>Whether it may stand in a query more than once.</summary>
    public bool IsRepeatable { get; private init; }

    /// <summary>The only values it takes; null where it takes others.</summary>
    public IReadOnlyList<string>? Choices { get; private init; }

    /// <summary>The bounds of the whole number it takes; null where it takes none.</summary>
    public (long Least, long Most)? Range { get; private init; }

    /// <summary>
    /// Whether a raw plus sign is refused: some clients mean a space by it, others the sign itself, and either text may be a value.
    /// </summary>
    public bool RefusesPlus { get; private init; }

    /// <summary><c>true</c> or <c>false</c>, exactly.</summary>
    public static Parameter Flag(string name) => Choice(name, ["false", "true"]);

    /// <summary>One of the given values, exactly.</summary>
    public static Parameter Choice(string name, IReadOnlyList<string> values) => new(name) { Choices = values };

    /// <summary>One or more of the given values.</summary>
    public static Parameter Selection(string name, IReadOnlyList<string> values) => new(name) { Choices = values, IsRepeatable = true };

    /// <summary>A whole number in ASCII digits.</summary>
    public static Parameter Number(string name, long least, long most) => new(name) { Range = (least, most) };

    /// <summary>Any texts, in which a space is written <c>%20</c> and a plus sign <c>%2B</c>.</summary>
    public static Parameter Texts(string name) => new(name) { IsRepeatable = true, RefusesPlus = true };

    /// <summary>What is wrong with a value; null where nothing is.</summary>
    public Problem? FaultOf(string value)
    {
        if (Choices is not null)
        {
            return Choices.Contains(value) ? null : KnownProblems.NotAChoice(this, value);
        }

        return Range is null || (TryParse(value, out var number) && number >= Range.Value.Least && number <= Range.Value.Most)
            ? null
            : KnownProblems.OutOfRange(this, value);
    }

    /// <summary>A whole number in ASCII digits, without a sign.</summary>
    public static bool TryParse(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
