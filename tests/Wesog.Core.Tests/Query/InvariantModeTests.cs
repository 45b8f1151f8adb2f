using System.Diagnostics;

namespace Wesog.Core.Tests.Query;

/// <summary>
/// Runs the tests of filters again in a process in globalization-invariant mode, in which .NET has no data for other characters than ASCII.
/// </summary>
public sealed class InvariantModeTests
{
    private const string Variable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    [Fact]
    public async Task The_tests_pass_in_globalization_invariant_mode()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Variable) == "1", "This process is in globalization-invariant mode already.");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(InvariantModeTests).Assembly.Location, "-namespace", "*.Tests.Query", "-namespace", "*.Tests.Query.Unicode", "-noLogo", "-noColor" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[Variable] = "1";
        start.Environment["WESOG_CASES"] = "500";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        Assert.DoesNotContain("Total: 0,", output, StringComparison.Ordinal);
    }
}
