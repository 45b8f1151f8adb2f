using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>
/// Counts the errors of a batch by code and member. The counts of the open item are kept or taken back when it ends. Its size has a
/// bound, whatever a batch names its members.
/// </summary>
internal sealed class ErrorTally
{
    private const int MaxUnknownNames = 100;

    private readonly Dictionary<(string Code, string? Field), Counter> _known = [];
    private readonly Dictionary<string, Counter> _unknown = new(StringComparer.Ordinal);
    private readonly List<Counter> _open = [];

    public void Count(string code, string? field)
    {
        if (!_known.TryGetValue((code, field), out var counter))
        {
            _known.Add((code, field), counter = new(code, field));
        }

        Add(counter);
    }

    /// <summary>Counts a member that is not known, under its name as it is shown; beyond the bound without a name.</summary>
    public void CountUnknown(ReadOnlySpan<char> name)
    {
        // An item may name millions of members: nothing is allocated for a name that is counted already or will not be kept.
        Span<char> excerpt = stackalloc char[SafeDisplayText.MaxShown];
        var shown = excerpt[..SafeDisplayText.Write(name, excerpt)];
        if (_unknown.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(shown, out var counter))
        {
            Add(counter);
        }
        else if (_unknown.Count < MaxUnknownNames)
        {
            counter = new(ErrorCodes.UnknownField, shown.ToString());
            _unknown.Add(counter.Field!, counter);
            Add(counter);
        }
        else
        {
            Count(ErrorCodes.UnknownField, field: null);
        }
    }

    /// <summary>Keeps what the open item counted.</summary>
    public void Keep()
    {
        foreach (var counter in _open)
        {
            counter.Kept += counter.Open;
            counter.Open = 0;
        }

        _open.Clear();
    }

    /// <summary>Takes back what the open item counted: it is going to be read again, and then counts the same.</summary>
    public void TakeBack()
    {
        _open.ForEach(counter => counter.Open = 0);
        _open.Clear();
    }

    public IReadOnlyList<ErrorCount> ToCounts() =>
        ErrorCount.Sort(_known.Values.Concat(_unknown.Values).Select(counter => new ErrorCount(counter.Code, counter.Field, counter.Kept)));

    private void Add(Counter counter)
    {
        if (counter.Open++ == 0)
        {
            _open.Add(counter);
        }
    }

    private sealed class Counter(string code, string? field)
    {
        public string Code { get; } = code;

        public string? Field { get; } = field;

        public int Kept { get; set; }

        public int Open { get; set; }
    }
}
