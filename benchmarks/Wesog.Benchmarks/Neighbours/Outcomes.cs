using System.Collections.Concurrent;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>Counts what the server did with the requests of each kind of neighbour: a status, or <c>closed</c>.</summary>
internal sealed class Outcomes
{
    private readonly ConcurrentDictionary<(string Kind, string Outcome), int> _counts = new();

    public void Add(string kind, string outcome) => _counts.AddOrUpdate((kind, outcome), 1, (_, count) => count + 1);

    /// <summary>One line for each kind.</summary>
    public IEnumerable<string> Lines => _counts.GroupBy(count => count.Key.Kind).OrderBy(kind => kind.Key).Select(
        kind => $"| {kind.Key} | {string.Join(", ", kind.OrderBy(count => count.Key.Outcome).Select(count => $"{count.Value:N0} x {count.Key.Outcome}"))} |");
}
