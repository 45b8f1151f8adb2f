using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>The times of one kind of request, in milliseconds, and the number of those that did not get a 200.</summary>
internal sealed class Latencies
{
    private readonly List<double> _times = [];

    public int Refused { get; private set; }

    public int Count => _times.Count;

    public double P50 => Rounds.Percentile(_times, 0.5);

    public double P99 => Rounds.Percentile(_times, 0.99);

    public void Add(TimeSpan time, int status)
    {
        _times.Add(time.TotalMilliseconds);
        Refused += status == 200 ? 0 : 1;
    }
}
