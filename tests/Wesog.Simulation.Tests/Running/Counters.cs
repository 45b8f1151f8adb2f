namespace Wesog.Simulation.Tests.Running;

/// <summary>Counts the events of runs. A simulation tests only the events that occur.</summary>
internal sealed class Counters
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Count(string what, long by = 1) => _counts[what] = this[what] + by;

    public void Add(Counters other)
    {
        foreach (var (what, count) in other._counts)
        {
            Count(what, count);
        }
    }

    public override string ToString() => string.Join(", ", _counts.Select(count => $"{count.Key} {count.Value}"));
}
