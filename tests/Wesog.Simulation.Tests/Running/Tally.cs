namespace Wesog.Simulation.Tests.Running;

/// <summary>How often what was met: what a simulation never meets it says nothing about.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Count(string what, long by = 1) => _counts[what] = this[what] + by;

    public void Add(Tally other)
    {
        foreach (var (what, count) in other._counts)
        {
            Count(what, count);
        }
    }

    public override string ToString() => string.Join(", ", _counts.Select(count => $"{count.Key} {count.Value}"));
}
