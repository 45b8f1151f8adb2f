using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Parameters;

/// <summary>The query string of a request: its names and values, decoded once.</summary>
/// <remarks>The framework's own collection ignores the case of names and joins repeated values; here both are errors.</remarks>
internal sealed class RequestQuery
{
    private static readonly RequestQuery None = new([]);

    private readonly List<QueryPair> _pairs;

    private RequestQuery(List<QueryPair> pairs) => _pairs = pairs;

    /// <summary>Names and values, in the order sent.</summary>
    public IReadOnlyList<QueryPair> Pairs => _pairs;

    public static RequestQuery Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return None;
        }

        var pairs = new List<QueryPair>();
        var rest = text.AsSpan();
        rest = rest.StartsWith("?") ? rest[1..] : rest;
        foreach (var range in rest.Split('&'))
        {
            var pair = rest[range];
            if (!pair.IsEmpty)
            {
                var end = pair.IndexOf('=') is var at and >= 0 ? at : pair.Length;
                var value = end < pair.Length ? pair[(end + 1)..] : default;
                pairs.Add(new(
                    PercentText.Decode(pair[..end], plusIsSpace: true),
                    PercentText.Decode(value, plusIsSpace: true),
                    value.Contains('+') ? value.ToString() : null));
            }
        }

        return new(pairs);
    }

    /// <exception cref="ProblemException">A parameter is unknown, repeated, ambiguous, or has a value that is not allowed.</exception>
    public void Check(IReadOnlyList<Parameter> allowed)
    {
        for (var i = 0; i < _pairs.Count; i++)
        {
            var (name, value, sentWithPlus) = _pairs[i];
            var parameter = allowed.FirstOrDefault(parameter => parameter.Name == name)
                ?? throw new ProblemException(KnownProblems.UnknownParameter(name, allowed));
            if (!parameter.IsRepeatable && _pairs.FindIndex(pair => pair.Name == name) < i)
            {
                throw new ProblemException(KnownProblems.RepeatedParameter(name));
            }

            if (sentWithPlus is not null && parameter.RefusesPlus)
            {
                throw new ProblemException(KnownProblems.AmbiguousPlus(name, sentWithPlus));
            }

            if (parameter.FaultOf(value) is { } fault)
            {
                throw new ProblemException(fault);
            }
        }
    }

    /// <summary>All values of a parameter, in the order sent.</summary>
    public IReadOnlyList<string> All(Parameter parameter) =>
        _pairs.Count == 0 ? [] : [.. from pair in _pairs where pair.Name == parameter.Name select pair.Value];

    /// <summary>The value of a parameter; null if it is not sent.</summary>
    public string? Find(Parameter parameter)
    {
        foreach (var (name, value, _) in _pairs)
        {
            if (name == parameter.Name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The value of a checked flag, or its default.</summary>
    public bool Flag(Parameter parameter) => Flag(parameter, parameter.DefaultFlag == true);

    /// <summary>The value of a checked flag, or a default of the host.</summary>
    public bool Flag(Parameter parameter, bool byDefault) => Find(parameter) is { } value ? value == "true" : byDefault;

    /// <summary>The value of a checked number, or its default; null if there is neither.</summary>
    public long? Number(Parameter parameter) =>
        Find(parameter) is { } value && Parameter.TryParse(value, out var number) ? number : parameter.DefaultNumber;

    /// <summary>The value of a checked time; null if it is not sent.</summary>
    public DateTimeOffset? Moment(Parameter parameter) =>
        Find(parameter) is { } value && Parameter.TryParseMoment(value, out var moment) ? moment : null;

    /// <summary>The indexes of the checked values among the parameter's choices, in the order sent.</summary>
    public IEnumerable<int> Choices(Parameter parameter) =>
        All(parameter).Select(value => parameter.Choices!.TakeWhile(choice => choice != value).Count());

    /// <summary>The index of a checked value among the parameter's choices; null if it is not sent.</summary>
    public int? Choice(Parameter parameter) =>
        Find(parameter) is { } value && parameter.Choices!.TakeWhile(choice => choice != value).Count() is var index ? index : null;
}

/// <summary>A decoded name and value of a query string.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; empty if there is none.</param>
/// <param name="SentWithPlus">The value as it was sent if it contains a raw plus sign, which is decoded to a space; else null.</param>
internal readonly record struct QueryPair(string Name, string Value, string? SentWithPlus = null);
