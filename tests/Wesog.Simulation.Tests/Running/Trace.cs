using System.Security.Cryptography;
using System.Text;

namespace Wesog.Simulation.Tests.Running;

/// <summary>The steps of a run, one line each. Two runs of one seed have the same trace.</summary>
internal sealed class Trace(EventQueue events)
{
    private static readonly string[] _periodic = [" timer", " backlogs", " retention"];

    private readonly List<string> _lines = [];

    public int Length => _lines.Count;

    public void Add(string line) => _lines.Add($"{events.Now:mm\\:ss\\.fff} {line}");

    /// <summary>Returns the last lines without periodic engine work.</summary>
    public IEnumerable<string> Tail(int lines) =>
        _lines.Where(line => !_periodic.Any(end => line.EndsWith(end, StringComparison.Ordinal))).TakeLast(lines);

    public string Hash() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _lines))));
}
