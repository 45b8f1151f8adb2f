using System.Globalization;
using Microsoft.OpenApi;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Parameters;

/// <summary>A parameter of a route: its name, its allowed values and its description.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Description">Its description in the OpenAPI document. <see cref="MaxWait"/> in it stands for seconds.</param>
internal sealed record Parameter(string Name, string Description)
{
    private const int DateLength = 10;

    private static readonly string[] _momentFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>A place for the longest wait in a description.</summary>
    public const string MaxWait = "{max_wait}";

    /// <summary>The name of its component in the OpenAPI document: parameters of one name and different meaning have different ones.</summary>
    public string Component { get; init; } = Name;

    public ParameterLocation Location { get; init; }

    /// <summary>Whether a query may contain it more than once.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The only allowed values; null if others are allowed.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The bounds of a whole number; null if the value is a text.</summary>
    public (long Least, long Most)? Range { get; init; }

    /// <summary>The upper bound in the OpenAPI document; null if it is that of <see cref="Range"/>.</summary>
    public long? SchemaMost { get; init; }

    /// <summary>Whether the value is a date or a time.</summary>
    public bool IsMoment { get; init; }

    /// <summary>The value of a flag that is not sent; null if this is no flag.</summary>
    public bool? DefaultFlag { get; init; }

    /// <summary>The value of a number that is not sent; null if there is none.</summary>
    public long? DefaultNumber { get; init; }

    /// <summary>The component schema of its value, such as <c>ImageId</c>; null if the other members say all.</summary>
    public string? Schema { get; init; }

    /// <summary>Whether a raw plus sign is refused: some clients write a space that way, others the sign itself.</summary>
    public bool RefusesPlus { get; init; }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static Parameter Flag(string name, bool byDefault, string description) =>
        new(name, description) { Choices = ["false", "true"], DefaultFlag = byDefault };

    /// <summary>One of the given values.</summary>
    public static Parameter Choice(string name, IReadOnlyList<string> values, string description) => new(name, description) { Choices = values };

    /// <summary>A whole number in ASCII digits.</summary>
    public static Parameter Number(string name, long least, long most, long? byDefault, string description) =>
        new(name, description) { Range = (least, most), DefaultNumber = byDefault };

    /// <summary>A date, which is its first instant in UTC, or a time with its offset.</summary>
    public static Parameter Moment(string name, string description) => new(
        name, $"{description} A date, such as `2026-02-11`, or a time with its offset, such as `2026-02-11T09:30:00Z`. Write a plus sign as `%2B`.")
    {
        IsMoment = true,
        RefusesPlus = true,
    };

    /// <summary>The last segment of the path.</summary>
    public static Parameter Path(string name, string description) => new(name, description) { Location = ParameterLocation.Path };

    /// <summary>A request header. Its component has its name in snake_case.</summary>
    public static Parameter Header(string name, string description) =>
        new(name, description) { Location = ParameterLocation.Header, Component = name.Replace('-', '_').ToLowerInvariant() };

    /// <summary>The problem of a value; null if the value is allowed.</summary>
    public Problem? FaultOf(string value)
    {
        if (Choices is not null)
        {
            return Choices.Contains(value) ? null : KnownProblems.NotAChoice(this, value);
        }

        if (IsMoment)
        {
            return TryParseMoment(value, out _) ? null : KnownProblems.NotAMoment(this, value);
        }

        return Range is null || (TryParse(value, out var number) && number >= Range.Value.Least && number <= Range.Value.Most)
            ? null
            : KnownProblems.OutOfRange(this, value);
    }

    /// <summary>Parses a date or a time with its offset.</summary>
    public static bool TryParseMoment(string value, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        value,
        _momentFormats,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out moment) && (value.Length == DateLength || value[^1] == 'Z' || value[^6] is '+' or '-');

    /// <summary>Parses a whole number in ASCII digits, without a sign.</summary>
    public static bool TryParse(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
