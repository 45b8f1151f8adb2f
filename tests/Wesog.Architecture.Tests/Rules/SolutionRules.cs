using System.Xml.Linq;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>What the solution builds, and what it builds with -p:MongoDB=true only.</summary>
public sealed class SolutionRules
{
    private const string Switch = "'$(MongoDB)' == 'true'";

    private static readonly string[] _code = ["src", "tests", "benchmarks"];
    private static readonly string[] _mongo = ["src/Wesog.MongoDB/Wesog.MongoDB.csproj", "tests/Wesog.MongoDB.Tests/Wesog.MongoDB.Tests.csproj"];
    private static readonly string _solution = Repository.Read("Wesog.Core.sln").Replace('\\', '/');

    [Fact]
    public void Every_project_is_of_the_solution() => Violations.AssertNone(
        "A project stands in Wesog.Core.sln.", Projects().Except(_mongo).Where(path => !_solution.Contains(path, StringComparison.Ordinal)));

    [Fact]
    public void The_switch_adds_the_mongodb_store_and_its_tests()
    {
        var target = XDocument.Parse(Repository.Read("Directory.Solution.targets")).Descendants("Target").Single();

        Assert.Equal(Switch, (string?)target.Attribute("Condition"));
        Assert.Equal(
            _mongo.Select(path => $"$(SolutionDir){path}"),
            target.Descendants("MongoProject").Select(project => (string?)project.Attribute("Include")));
        Assert.DoesNotContain("MongoDB", _solution, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_else_refers_to_the_driver_without_the_switch() => Violations.AssertNone(
        $"Outside the MongoDB store and its tests, what brings the driver has the condition {Switch}.",
        from path in Projects().Except(_mongo)
        from reference in XDocument.Parse(Repository.Read(path)).Descendants()
        where reference.Name.LocalName is "PackageReference" or "ProjectReference" or "Reference"
        let target = (string)reference.Attribute("Include")!
        where target.Contains("MongoDB", StringComparison.Ordinal) && (string?)reference.Attribute("Condition") != Switch
        select $"{path} -> {target}");

    private static IEnumerable<string> Projects() =>
        _code.SelectMany(folder => Repository.Files(folder, "*.*proj"));
}
