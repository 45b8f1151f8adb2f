using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

public sealed class SolutionRules
{
    private static readonly string[] _code = ["src", "tests", "benchmarks", "samples"];

    [Fact]
    public void The_solution_contains_every_project()
    {
        var solution = Repository.Read("Wesog.Core.sln").Replace('\\', '/');

        Violations.AssertNone(
            "Wesog.Core.sln contains each project.",
            _code.SelectMany(folder => Repository.Files(folder, "*.*proj"))
                .Where(path => !solution.Contains(path, StringComparison.Ordinal)));
    }
}
