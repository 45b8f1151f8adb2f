using System.Diagnostics;
using System.Globalization;

namespace Wesog.Core.Tests.Cultures;

/// <summary>
/// Runs other tests of this project again under cultures with different rules: Turkish has two letters i, and German writes 1.000,5. The engine
/// does not depend on the culture.
/// </summary>
public sealed class CultureTests
{
    private static readonly string[] _namespaces =
    [
        "*.Tests.Images", "*.Tests.Planning", "*.Tests.Query", "*.Tests.Serialization", "*.Tests.Texts", "*.Tests.Validation", "Wesog.AspNetCore.Tests",
    ];

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public async Task The_tests_pass_under_another_culture(string culture)
    {
        Assert.SkipUnless(
            CultureInfo.GetCultureInfo("tr-TR").TextInfo.ToUpper('i') == '\u0130',
            "Needs globalization data: install ICU (libicu), and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(CultureTests).Assembly.Location);
        foreach (var argument in _namespaces.SelectMany(name => new[] { "-namespace", name }).Concat(["-culture", culture, "-noLogo", "-noColor"]))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["WESOG_CASES"] = "50";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        Assert.DoesNotContain("Total: 0,", output, StringComparison.Ordinal);
    }
}
