using System.Reflection;
using System.Xml.Linq;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.Rules;

/// <summary>References between the projects, and between the folders of the engine, point in one direction only.</summary>
public sealed class ReferenceRules
{
    // The allowed references of each project. docs/architecture.md shows them.
    private static readonly Dictionary<string, string[]> _projects = new()
    {
        ["Wesog.Core"] = [],
        ["Wesog.AspNetCore"] = ["Wesog.Core"],
        ["Wesog.Sqlite"] = ["Wesog.Core"],
        ["Wesog.MongoDB"] = ["Wesog.Core"],
        ["Wesog.Server"] = ["Wesog.AspNetCore", "Wesog.Sqlite", "Wesog.MongoDB"],
    };

    // The allowed references of each folder of the engine. Add a reference here only as a deliberate decision.
    private static readonly Dictionary<string, string[]> _folders = new()
    {
        ["Images"] = [],
        ["Texts"] = ["Images"],
        ["Operations"] = ["Images", "Texts"],
        ["Catalog"] = ["Images", "Operations", "Query"],
        ["Validation"] = ["Images", "Operations", "Texts"],
        ["Serialization"] = ["Images", "Operations", "Texts", "Validation"],
        ["Query"] = ["Images", "Operations", "Texts", "Validation", "Serialization"],
        ["Storage"] = ["Images", "Operations", "Catalog", "Query"],
        ["Storage.InMemory"] = ["Images", "Operations", "Catalog", "Query", "Storage"],
        ["Planning"] = ["Images", "Operations", "Texts", "Serialization", "Query", "Storage"],
        ["Telemetry"] = ["Operations", "Query"],
        ["Availability"] = ["Images", "Operations", "Catalog", "Query", "Storage", "Telemetry"],
        ["Queueing"] = ["Images", "Operations", "Planning", "Storage", "Telemetry", "Availability"],
        ["Engine"] =
        [
            "Images", "Operations", "Catalog", "Texts", "Validation", "Serialization", "Query", "Storage", "Storage.InMemory", "Planning",
            "Telemetry", "Availability", "Queueing",
        ],
        ["DependencyInjection"] = ["Engine", "Storage", "Storage.InMemory", "Operations", "Catalog", "Serialization"],
    };

    [Fact]
    public void The_engine_references_no_web_framework_and_no_database() =>
        AssertReferences(Assemblies.Core, "System.", "Microsoft.Extensions.");

    [Fact]
    public void The_web_package_references_only_the_engine_and_the_web_framework() => AssertReferences(
        Assemblies.AspNetCore, "System.", "Microsoft.Extensions.", "Microsoft.AspNetCore.", "Microsoft.Net.Http.Headers", "Microsoft.OpenApi", "Wesog.Core");

    [Fact]
    public void The_sqlite_package_references_only_the_engine_and_sqlite() => AssertReferences(
        Assemblies.Sqlite, "System.", "Microsoft.Extensions.", "Microsoft.Data.Sqlite", "SQLitePCLRaw.", "Wesog.Core");

    [Fact]
    public void The_mongodb_package_references_only_the_engine_and_the_driver() => AssertReferences(
        Assemblies.MongoDB, "System.", "Microsoft.Extensions.", "MongoDB.", "Wesog.Core");

    [Fact]
    public void A_project_references_only_lower_projects() => Violations.AssertNone(
        "A project may reference only the projects in the table of ReferenceRules.",
        from path in Repository.Files("src", "*.csproj")
        let project = Path.GetFileNameWithoutExtension(path)
        from reference in XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference")
        let target = Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)
        where !_projects.GetValueOrDefault(project, []).Contains(target)
        select $"{project} -> {target}");

    [Fact]
    public void A_folder_of_the_engine_references_only_lower_folders() => Violations.AssertNone(
        "A folder of the engine may reference only the folders in the table of ReferenceRules.",
        from file in Repository.Sources("src/Wesog.Core")
        let folder = FolderOf(file.Path)
        where folder.Length > 0
        from used in file.WesogNames.Select(FolderOfName).OfType<string>().Distinct()
        where used != folder && !_folders.GetValueOrDefault(folder, []).Contains(used)
        select $"{folder} -> {used} ({file.Path})");

    [Fact]
    public void Every_folder_of_the_engine_is_in_the_table() => Violations.AssertNone(
        "Each folder of the engine has a row in the table of ReferenceRules.",
        Repository.Sources("src/Wesog.Core").Select(file => FolderOf(file.Path)).Distinct()
            .Where(folder => folder.Length > 0 && !_folders.ContainsKey(folder)));

    private static void AssertReferences(Assembly assembly, params string[] allowed) => Violations.AssertNone(
        $"{assembly.GetName().Name} may reference only {string.Join(", ", allowed)}.",
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

    // "Wesog.Images.Image" belongs to Images. "Wesog.WesogOptions" belongs to the root, which every folder may use.
    private static string? FolderOfName(string name) =>
        name.StartsWith("Wesog.Storage.InMemory", StringComparison.Ordinal) ? "Storage.InMemory"
        : name.Split('.')[1] is var folder && _folders.ContainsKey(folder) ? folder
        : null;
}
