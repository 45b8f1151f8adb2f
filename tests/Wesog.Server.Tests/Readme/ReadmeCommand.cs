using System.Text.RegularExpressions;

namespace Wesog.Server.Tests.Readme;

/// <summary>A command of the README and its documented output.</summary>
internal sealed partial record ReadmeCommand(string Command, string Output)
{
    /// <summary>The commands in order: each <c>sh</c> block before a <c>json</c> block.</summary>
    public static IReadOnlyList<ReadmeCommand> AllOf(string readme) =>
        [.. Pair().Matches(readme).Select(match => new ReadmeCommand(match.Groups[1].Value.Trim(), match.Groups[2].Value.Trim()))];

    /// <summary>A text with placeholders for times, which differ in each run.</summary>
    public static string Timeless(string text) => Duration().Replace(Timestamp().Replace(text, "<time>"), "$1<ms>");

    [GeneratedRegex(@"^```sh\n(curl [^\n]*)\n```\n```json\n(.*?)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Pair();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"(""(?:idle|exec)_ms"":)\d+")]
    private static partial Regex Duration();
}
