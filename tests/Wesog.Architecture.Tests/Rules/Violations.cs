namespace Wesog.Architecture.Tests.Rules;

internal static class Violations
{
    /// <summary>Fails with every violation of a rule, a line each, rather than with the first.</summary>
    public static void AssertNone(string rule, IEnumerable<string> violations)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, found.Select(line => $"  {line}"))}");
    }
}
