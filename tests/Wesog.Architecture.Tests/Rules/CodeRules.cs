using System.Text.RegularExpressions;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

public sealed partial class CodeRules
{
    [Fact]
    public void Sources_read_no_ambient_clock() => Violations.AssertNone(
        "Every clock is a TimeProvider.", Find("src", AmbientClock()));

    [Fact]
    public void Sources_never_block_a_thread_to_wait() => Violations.AssertNone(
        "A wait is awaited.", Find("src", Sleep()));

    [Fact]
    public void Sources_delay_by_a_time_provider() => Violations.AssertNone(
        "Task.Delay takes a TimeProvider as its second argument.", Find("src", DelayWithoutProvider()));

    [Fact]
    public void Sources_are_finished() => Violations.AssertNone(
        "What is in the sources is done.",
        Repository.Sources("src").SelectMany(file => file.Find(NotImplemented()).Concat(file.FindInText(Unfinished()))));

    [Fact]
    public void Tests_do_not_sleep() => Violations.AssertNone(
        "A test waits for what it expects, not for a while.", Find("tests", Sleep()).Concat(Find("tests", FixedDelay())));

    // How long a comparison takes cannot be tested; what makes it can.
    [Fact]
    public void Keys_are_compared_in_constant_time()
    {
        var handler = Repository.Sources("src/Wesog.AspNetCore").Single(file => file.Name == "ApiKeyHandler");
        Assert.Single(handler.Find(ConstantTime()));
        Assert.Empty(handler.Find(OtherComparison()));
    }

    [Theory]
    [InlineData("await Task.Delay(timeout, cancellationToken);", true)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1));", true)]
    [InlineData("await Task.Delay(Backoff(attempt, 2), cancellationToken);", true)]
    [InlineData("await Task.Delay(timeout, timeProvider, cancellationToken);", false)]
    [InlineData("await Task.Delay(interval, clock.Provider, cancellationToken);", false)]
    [InlineData("await Task.Delay(Backoff(attempt, 2), _time, cancellationToken);", false)]
    public void A_delay_without_a_time_provider_is_found(string code, bool isFound) =>
        Assert.Equal(isFound, DelayWithoutProvider().IsMatch(code));

    private static IEnumerable<string> Find(string folder, Regex forbidden) =>
        Repository.Sources(folder).SelectMany(file => file.Find(forbidden));

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Utc)?(?:Now|Today)\b|\bStopwatch\.|\bEnvironment\.TickCount|\bnew (?:System\.Threading\.)?Timer\(")]
    private static partial Regex AmbientClock();

    [GeneratedRegex(@"\bCryptographicOperations\.FixedTimeEquals\(digest, known\.Digest\)")]
    private static partial Regex ConstantTime();

    [GeneratedRegex(@"\bSequenceEqual\b|[Dd]igest\s*==|\.Equals\([^)]*[Dd]igest")]
    private static partial Regex OtherComparison();

    [GeneratedRegex(@"\bThread\.Sleep\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bTask\.Delay\((?!(?:[^(),]|\((?:[^()]|\([^()]*\))*\))+,\s*[\w.]*(?:[tT]ime|[cC]lock)[\w.]*\s*[,)])")]
    private static partial Regex DelayWithoutProvider();

    [GeneratedRegex(@"\bTask\.Delay\(\s*(?:\d|TimeSpan\.From)(?!(?:[^(),]|\([^()]*\))*,\s*[\w.]*(?:[tT]ime|[cC]lock))")]
    private static partial Regex FixedDelay();

    [GeneratedRegex(@"\bNotImplementedException\b")]
    private static partial Regex NotImplemented();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Unfinished();
}
