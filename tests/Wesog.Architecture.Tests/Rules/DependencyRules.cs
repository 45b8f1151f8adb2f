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
        $"Each package stands in one line of {Document}.",
        from package in Versions().Select(NameOf)
        let lines = Documented().Count(name => name == package)
        where lines != 1
        select $"{package}: {lines} lines");

    [Fact]
    public void No_line_outlives_its_package() => Violations.AssertNone(
        $"Each line of {Document} is of a package in use.", Documented().Except(Versions().Select(NameOf)));

    [Fact]
    public void Every_package_is_used_or_marked_as_transitive() => Violations.AssertNone(
        "A version is for a PackageReference, or stands under the label of the transitive ones.",
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

    // A row of a table that begins with the package's name.
    private static IReadOnlyList<string> Documented() =>
        [.. Row().Matches(Repository.Read(Document)).Select(match => match.Groups[1].Value)];

    private static string NameOf(XElement package) => (string)package.Attribute("Include")!;

    [GeneratedRegex(@"^\| `([\w.-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
