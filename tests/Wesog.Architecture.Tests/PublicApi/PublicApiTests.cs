using Wesog.Architecture.Tests.Rules;
using Wesog.Architecture.Tests.Sources;

namespace Wesog.Architecture.Tests.PublicApi;

/// <summary>The public surface of each package stands in a file, so that a change to it is a visible line in a diff.</summary>
public sealed class PublicApiTests
{
    private const string UpdateVariable = "WESOG_UPDATE_API";

    public static TheoryData<string> Folders => [.. Assemblies.Packages.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_public_api_is_the_one_on_file(string folder)
    {
        var path = Repository.PathOf($"{folder}/PublicApi.txt");
        var actual = ApiReport.Of(Assemblies.Packages[folder]);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(path, string.Concat(actual.Select(line => $"{line}\n")));
        }

        var expected = File.Exists(path) ? File.ReadAllLines(path) : [];
        Violations.AssertNone(
            $"{folder}/PublicApi.txt differs. Where the change is meant: {UpdateVariable}=1 dotnet test tests/Wesog.Architecture.Tests",
            expected.SequenceEqual(actual) ? [] : [.. ApiReport.Differences(expected, actual).DefaultIfEmpty("(the order of lines)")]);
    }
}
