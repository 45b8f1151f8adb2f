using System.Reflection;
using System.Xml.Linq;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>Arrows point one way: between the projects, and between the folders of the engine.</summary>
public sealed class ArrowRules
{
    // A project may refer to these; docs/architecture.md draws them.
    private static readonly Dictionary<string, string[]> _projects = new()
    {
        ["Wesog.Core"] = [],
        ["Wesog.AspNetCore"] = ["Wesog.Core"],
        ["Wesog.Sqlite"] = ["Wesog.Core"],
        ["Wesog.MongoDB"] = ["Wesog.Core"],
        ["Wesog.Server"] = ["Wesog.AspNetCore", "Wesog.Sqlite", "Wesog.MongoDB"],
    };

    // A folder of the engine may name these. What is above it is not here: a new arrow is a decision, made in this table.
    private static readonly Dictionary<string, string[]> _folders = new()
    {
        ["Images"] = [],
        ["Texts"] = ["Images"],
        ["Operations"] = ["Images", "Texts"],
        ["Catalog"] = ["Images", "Operations"],
        ["Validation"] = ["Images", "Operations", "Texts"],
        ["Serialization"] = ["Images", "Operations", "Texts", "Validation"],
        ["Storage"] = ["Images", "Operations", "Catalog"],
        ["Storage.InMemory"] = ["Images", "Operations", "Catalog", "Storage"],
        ["Planning"] = ["Images", "Operations", "Texts", "Storage"],
        ["Telemetry"] = ["Operations"],
        ["Availability"] = ["Images", "Operations", "Catalog", "Storage", "Telemetry"],
        ["Queueing"] = ["Images", "Operations", "Planning", "Storage", "Telemetry", "Availability"],
        ["Engine"] =
        [
            "Images", "Operations", "Catalog", "Texts", "Validation", "Serialization", "Storage", "Storage.InMemory", "Planning",
            "Telemetry", "Availability", "Queueing",
        ],
        ["DependencyInjection"] = ["Engine", "Storage", "Storage.InMemory", "Operations", "Catalog", "Serialization"],
    };

    [Fact]
    public void The_engine_refers_to_no_web_and_no_database() =>
        AssertReferences(Assemblies.Core, "System.", "Microsoft.Extensions.");

    [Fact]
    public void The_web_package_refers_to_the_engine_and_the_web_framework() => AssertReferences(
        Assemblies.AspNetCore, "System.", "Microsoft.Extensions.", "Microsoft.AspNetCore.", "Microsoft.Net.Http.Headers", "Microsoft.OpenApi", "Wesog.Core");

    [Fact]
    public void The_sqlite_package_refers_to_the_engine_and_to_sqlite() => AssertReferences(
        Assemblies.Sqlite, "System.", "Microsoft.Extensions.", "Microsoft.Data.Sqlite", "SQLitePCLRaw.", "Wesog.Core");

    [Fact]
    public void The_mongodb_package_refers_to_the_engine_and_to_the_driver() => AssertReferences(
        Assemblies.MongoDB, "System.", "Microsoft.Extensions.", "MongoDB.", "Wesog.Core");

    [Fact]
    public void A_project_refers_to_those_below_it() => Violations.AssertNone(
        "Between projects arrows point one way.",
        from path in Repository.Files("src", "*.csproj")
        let project = Path.GetFileNameWithoutExtension(path)
        from reference in XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference")
        let target = Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)
        where !_projects.GetValueOrDefault(project, []).Contains(target)
        select $"{project} -> {target}");

    [Fact]
    public void A_folder_of_the_engine_names_those_below_it() => Violations.AssertNone(
        "Within the engine arrows point one way.",
        from file in Repository.Sources("src/Wesog.Core")
        let folder = FolderOf(file.Path)
        where folder.Length > 0
        from used in file.WesogNames.Select(AreaOf).OfType<string>().Distinct()
        where used != folder && !_folders.GetValueOrDefault(folder, []).Contains(used)
        select $"{folder} -> {used} ({file.Path})");

    [Fact]
    public void Every_folder_of_the_engine_has_its_arrows() => Violations.AssertNone(
        "A folder stands in the table of arrows.",
        Repository.Sources("src/Wesog.Core").Select(file => FolderOf(file.Path)).Distinct()
            .Where(folder => folder.Length > 0 && !_folders.ContainsKey(folder)));

    private static void AssertReferences(Assembly assembly, params string[] allowed) => Violations.AssertNone(
        $"{assembly.GetName().Name} may refer to {string.Join(", ", allowed)}.",
        from reference in assembly.GetReferencedAssemblies()
        let name = reference.Name!
        where !allowed.Any(start => $"{name}.".StartsWith(start, StringComparison.Ordinal))
        select name);

    private static string FolderOf(string path)
    {
        var parts = path.Split('/')[2..^1];
        return parts switch
        {
            [] => "",
            ["Storage", "InMemory", ..] => "Storage.InMemory",
            _ => parts[0],
        };
    }

    // "Wesog.Images.Image" is of Images; "Wesog.WesogOptions" is of the root, which everyone may use.
    private static string? AreaOf(string name) =>
        name.StartsWith("Wesog.Storage.InMemory", StringComparison.Ordinal) ? "Storage.InMemory"
        : name.Split('.')[1] is var area && _folders.ContainsKey(area) ? area
        : null;
}
