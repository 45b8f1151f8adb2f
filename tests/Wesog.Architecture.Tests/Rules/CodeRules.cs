using System.Text.RegularExpressions;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

public sealed partial class CodeRules
{
    [Fact]
    public void Sources_have_no_unfinished_markers() => Violations.AssertNone(
        "The sources contain no marker of unfinished work.",
        Repository.Sources("src").Concat(Repository.Sources("samples")).SelectMany(file => file.FindInText(Unfinished())));

    // The analyzer fails the build. This test ensures that it stays enabled for every source project.
    [Fact]
    public void The_build_bans_clocks_that_a_host_cannot_replace()
    {
        var banned = Repository.Read("src/BannedSymbols.txt");
        Assert.All(
            [
                "P:System.DateTimeOffset.UtcNow;", "P:System.DateTime.UtcNow;", "T:System.Diagnostics.Stopwatch;", "T:System.Threading.Timer;",
                "M:System.Threading.Tasks.Task.Delay(System.TimeSpan,System.Threading.CancellationToken);",
            ],
            symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal));
        Assert.Contains("BannedApiAnalyzers", Repository.Read("src/Directory.Build.props"), StringComparison.Ordinal);
        Assert.DoesNotContain("RS0030", Repository.Read(".editorconfig"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_do_not_sleep() => Violations.AssertNone(
        "A test waits for a condition, not for a fixed time.", Find("tests", Sleep()).Concat(Find("tests", FixedDelay())));

    // The duration of a comparison cannot be tested, so this test checks the call.
    [Fact]
    public void Keys_are_compared_in_constant_time()
    {
        var handler = Repository.Sources("src/Wesog.AspNetCore").Single(file => file.Name == "ApiKeyHandler");
        Assert.Single(handler.Find(ConstantTime()));
        Assert.Empty(handler.Find(OtherComparison()));
    }

    private static IEnumerable<string> Find(string folder, Regex forbidden) =>
        Repository.Sources(folder).SelectMany(file => file.Find(forbidden));

    [GeneratedRegex(@"\bCryptographicOperations\.FixedTimeEquals\(digest, known\.Digest\)")]
    private static partial Regex ConstantTime();

    [GeneratedRegex(@"\bSequenceEqual\b|[Dd]igest\s*==|\.Equals\([^)]*[Dd]igest")]
    private static partial Regex OtherComparison();

    [GeneratedRegex(@"\bThread\.Sleep\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bTask\.Delay\(\s*(?:\d|TimeSpan\.From)(?!(?:[^(),]|\([^()]*\))*,\s*[\w.]*(?:[tT]ime|[cC]lock))")]
    private static partial Regex FixedDelay();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Unfinished();
}
