using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>
/// Counts the errors of a batch by code and member. Commits or discards the counts of the current item when it ends. Limits the number of
/// unknown names.
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

    /// <summary>Counts an unknown member under its display name; beyond the limit without a name.</summary>
    public void CountUnknown(ReadOnlySpan<char> name)
    {
        // An item can have millions of members: allocate nothing for a name that is counted already or beyond the limit.
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

    /// <summary>Commits the counts of the current item.</summary>
    public void Commit()
    {
        foreach (var counter in _open)
        {
            counter.Committed += counter.Open;
            counter.Open = 0;
        }

        _open.Clear();
    }

    /// <summary>Discards the counts of the current item. The caller reads it again.</summary>
    public void Discard()
    {
        _open.ForEach(counter => counter.Open = 0);
        _open.Clear();
    }

    public IReadOnlyList<ErrorCount> ToCounts() =>
        ErrorCount.Sort(_known.Values.Concat(_unknown.Values).Select(counter => new ErrorCount(counter.Code, counter.Field, counter.Committed)));

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

        public int Committed { get; set; }

        public int Open { get; set; }
    }
}
