namespace Wesog.Architecture.Tests.Rules;

internal static class Violations
{
    /// <summary>Fails with all violations of a rule, one per line.</summary>
    public static void AssertNone(string rule, IEnumerable<string> violations)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, found.Select(line => $"  {line}"))}");
    }
}
