using System.Globalization;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Start;

/// <summary>
/// How long a process with an embedded engine takes from its start to its first finished operation, beside one that starts
/// the same kind of host with nothing in it: seen from outside, so that the runtime's own start is part of both.
/// </summary>
internal static class StartSummary
{
    private const int WarmUp = 2;
    private const int Starts = 15;
    private static readonly string[] _kinds = [EmbeddedHost.Empty, EmbeddedHost.Memory, EmbeddedHost.Sqlite];

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var starts = _kinds.ToDictionary(kind => kind, _ => new List<(double Seconds, double Printed)>());
        for (var round = 0; round < WarmUp + Starts; round++)
        {
            foreach (var kind in _kinds)
            {
                starts[kind].Add(await ChildProcess.RunAsync("start", kind));
            }
        }

        var (empty, memory, sqlite) = (MediansOf(starts[EmbeddedHost.Empty]), MediansOf(starts[EmbeddedHost.Memory]), MediansOf(starts[EmbeddedHost.Sqlite]));
        return
        [
            Compare("a process from its start to its first finished operation in memory, time to that of an empty host", memory, empty, Bound.AtMost(1.5)),
            Compare("the same on SQLite with a new file", sqlite, empty),
        ];
    }

    private static (double Process, double Host) MediansOf(List<(double Seconds, double Printed)> starts) => (
        Rounds.Median(starts.Skip(WarmUp).Select(start => start.Seconds * 1e3)),
        Rounds.Median(starts.Skip(WarmUp).Select(start => start.Printed)));

    private static Ratio Compare(string what, (double Process, double Host) ours, (double Process, double Host) empty, Bound? target = null) => new(
        what, ours.Process / empty.Process, target,
        string.Create(CultureInfo.InvariantCulture, $"{ours.Process:N0} ms, empty {empty.Process:N0} ms; of these in its own code {ours.Host:N0} ms, empty {empty.Host:N0} ms"));
}
