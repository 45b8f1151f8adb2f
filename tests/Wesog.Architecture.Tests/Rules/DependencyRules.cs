using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

public sealed partial class DependencyRules
{
    private const string Document = "docs/dependencies.md";

    private static readonly string[] _code = ["src", "tests", "benchmarks", "samples"];

    [Fact]
    public void Every_package_has_one_line_with_its_reason() => Violations.AssertNone(
        $"Each package has one line in {Document}.",
        from package in Versions().Select(NameOf)
        let lines = Documented().Count(name => name == package)
        where lines != 1
        select $"{package}: {lines} lines");

    [Fact]
    public void Every_line_describes_a_package_in_use() => Violations.AssertNone(
        $"Each line of {Document} describes a package in use.", Documented().Except(Versions().Select(NameOf)));

    [Fact]
    public void Every_package_is_used_or_marked_as_transitive() => Violations.AssertNone(
        "A version belongs to a PackageReference, or to the group that is labelled as transitive.",
        from version in Versions()
        let isTransitive = ((string?)version.Parent!.Attribute("Label"))?.StartsWith("Transitive", StringComparison.Ordinal) == true
        where isTransitive == References().Contains(NameOf(version))
        select NameOf(version));

    private static IEnumerable<XElement> Versions() =>
        XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion");

    private static HashSet<string> References() =>
    [
        .. from path in _code.SelectMany(folder => Repository.Files(folder, "*.*proj").Concat(Repository.Files(folder, "*.props"))).Append("Directory.Build.targets")
           from reference in XDocument.Parse(Repository.Read(path)).Descendants("PackageReference")
           select NameOf(reference),
    ];

    // Matches table rows that begin with the name of a package.
    private static IReadOnlyList<string> Documented() =>
        [.. Row().Matches(Repository.Read(Document)).Select(match => match.Groups[1].Value)];

    private static string NameOf(XElement package) => (string)package.Attribute("Include")!;

    [GeneratedRegex(@"^\| `([\w.-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
