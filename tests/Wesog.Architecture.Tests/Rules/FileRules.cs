using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

public sealed class FileRules
{
    private const int MaxLines = 400;

    private static readonly string[] _code = ["src", "tests", "benchmarks", "samples"];

    private static readonly (string Folder, string Root)[] _projects =
    [
        ("src/Wesog.Core", "Wesog"), ("src/Wesog.AspNetCore", "Wesog.AspNetCore"), ("src/Wesog.Sqlite", "Wesog.Sqlite"),
        ("src/Wesog.MongoDB", "Wesog.MongoDB"), ("src/Wesog.Server", "Wesog.Server"),
    ];

    [Fact]
    public void No_file_is_over_400_lines() => Violations.AssertNone(
        "A file has one subject, and at most 400 lines.",
        from folder in _code
        from file in Repository.Sources(folder)
        where file.LineCount > MaxLines
        select $"{file.Path}: {file.LineCount} lines");

    [Fact]
    public void A_source_file_is_named_after_its_first_type() => Violations.AssertNone(
        "A file is named after its first type. Small types of the same subject can share the file.",
        from file in Repository.Sources("src")
        where file.Namespace.Length > 0
        where file.TopLevelTypes is not [var first, ..] || first != file.Name.Split('.')[0]
        select $"{file.Path}: {string.Join(", ", file.TopLevelTypes)}");

    [Fact]
    public void A_namespace_matches_its_folder() => Violations.AssertNone(
        "The namespace matches the folder. A public type may be in a parent namespace, and extensions may be in a Microsoft namespace.",
        from project in _projects
        from file in Repository.Sources(project.Folder)
        where file.Namespace.Length > 0 && !IsAllowed(file, NamespaceOf(file.Path[project.Folder.Length..], project.Root))
        select $"{file.Path}: {file.Namespace}");

    private static bool IsAllowed(SourceFile file, string folder) =>
        file.Namespace == folder
        || (file.IsPublic && $"{folder}.".StartsWith($"{file.Namespace}.", StringComparison.Ordinal))
        || (file.Name.EndsWith("Extensions", StringComparison.Ordinal) && file.Namespace.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static string NamespaceOf(string path, string root) =>
        string.Join('.', [root, .. path.Split('/', StringSplitOptions.RemoveEmptyEntries)[..^1]]);
}
