using System.Security.Cryptography;
using System.Text;

namespace Wesog.Simulation.Tests.Running;

/// <summary>What happened, a line each. Two runs of one seed have the same trace.</summary>
internal sealed class Trace(EventQueue agenda)
{
    private static readonly string[] _around = [" timer", " backlogs", " retention"];

    private readonly List<string> _lines = [];

    public int Length => _lines.Count;

    public void Add(string line) => _lines.Add($"{agenda.Now:mm\\:ss\\.fff} {line}");

    /// <summary>The last lines, but for the engines' looking around, which goes on and on.</summary>
    public IEnumerable<string> Tail(int lines) =>
        _lines.Where(line => !_around.Any(end => line.EndsWith(end, StringComparison.Ordinal))).TakeLast(lines);

    public string Hash() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _lines))));
}
