using System.Text.RegularExpressions;

namespace Wesog.Architecture.Tests.Sources;

/// <summary>A C# file as text and as code.</summary>
internal sealed partial class SourceFile
{
    private readonly Lazy<string> _text;
    private readonly Lazy<string> _code;

    /// <param name="path">From the root of the repository, with forward slashes.</param>
    public SourceFile(string path)
        : this(path, () => Repository.Read(path))
    {
    }

    private SourceFile(string path, Func<string> read)
    {
        Path = path;
        _text = new(read);
        _code = new(() => NotCode().Replace(_text.Value, match => match.Value[0] == '/' ? Blank(match.Value) : $"\"{Blank(match.Value)}\""));
    }

    public string Path { get; }

    /// <summary>The file's name without <c>.cs</c>.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Text => _text.Value;

    /// <summary>The text without comments and contents of strings. Line numbers do not change.</summary>
    public string Code => _code.Value;

    public int LineCount => Text.TrimEnd('\n').Count(character => character == '\n') + 1;

    /// <summary>The declared namespace, or an empty text.</summary>
    public string Namespace => DeclaredNamespace().Match(Code).Groups[1].Value;

    /// <summary>The names of the top-level types.</summary>
    public IReadOnlyList<string> TopLevelTypes => [.. TypeDeclarations().Select(match => match.Groups["name"].Value)];

    /// <summary>Whether a top-level type is public.</summary>
    public bool IsPublic => TypeDeclarations().Any(match => match.Value.StartsWith("public", StringComparison.Ordinal));

    /// <summary>The full names below <c>Wesog</c> in the code, in <c>using</c> lines or elsewhere.</summary>
    public IReadOnlyList<string> WesogNames =>
    [
        .. WesogName().Matches(Code).Select(match => match.Groups["name"].Value).Where(name => name.Length > 0).Distinct(),
    ];

    public static SourceFile FromText(string text) => new("Sample.cs", () => text);

    /// <summary>The matches in code, as <c>path:line</c>.</summary>
    public IEnumerable<string> Find(Regex forbidden) => Find(Code, forbidden);

    /// <summary>The matches in code, comments and strings, as <c>path:line</c>.</summary>
    public IEnumerable<string> FindInText(Regex forbidden) => Find(Text, forbidden);

    private IEnumerable<string> Find(string text, Regex forbidden) =>
        from match in forbidden.Matches(text)
        select $"{Path}:{text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value}";

    private MatchCollection TypeDeclarations() => TypeDeclaration().Matches(Code);

    private static string Blank(string text) => LineContent().Replace(text, "");

    [GeneratedRegex("""//[^\n]*|/\*[\s\S]*?\*/|(?<quotes>"{3,})[\s\S]*?\k<quotes>|@\$?"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""")]
    private static partial Regex NotCode();

    [GeneratedRegex(@"[^\n]+")]
    private static partial Regex LineContent();

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex DeclaredNamespace();

    // With file-scoped namespaces, a type at the start of a line is a top-level type.
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|static|abstract|readonly|ref|partial|unsafe)\s+)*" +
        @"(?:class|record(?:\s+(?:class|struct))?|struct|interface|enum|delegate\s+[\w<>?.\[\]]+)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^namespace[^\n]*|(?<![\w.])(?<name>Wesog(?:\.\w+)+)", RegexOptions.Multiline)]
    private static partial Regex WesogName();
}
