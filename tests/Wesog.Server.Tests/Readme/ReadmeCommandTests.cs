using System.Diagnostics;
using Wesog.Server.Tests.Running;

namespace Wesog.Server.Tests.Readme;

/// <summary>
/// Runs the commands of the README in order and compares their output. With WESOG_UPDATE_README=1 the test writes the output
/// into the README instead.
/// </summary>
public sealed class ReadmeCommandTests
{
    [Fact]
    public async Task Each_command_of_the_readme_prints_what_it_says()
    {
        var path = Path.Combine(RepositoryRoot(), "README.md");
        var readme = await File.ReadAllTextAsync(path);
        var commands = ReadmeCommand.AllOf(readme);
        Assert.True(commands.Count >= 8, $"The README has only {commands.Count} commands with output; at least 8 are expected.");

        await using var server = await ServerProcess.StartAsync();
        var update = Environment.GetEnvironmentVariable("WESOG_UPDATE_README") == "1";
        foreach (var (command, output) in commands)
        {
            Assert.Contains("http://127.0.0.1:5080/", command, StringComparison.Ordinal);
            var printed = await RunInShellAsync(command.Replace("http://127.0.0.1:5080", server.Address, StringComparison.Ordinal));
            if (update)
            {
                var block = $"{command}\n```\n```json\n";
                readme = readme.Replace($"{block}{(output.Length > 0 ? output + "\n" : "")}```", $"{block}{printed}\n```", StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(ReadmeCommand.Timeless(output), ReadmeCommand.Timeless(printed));
            }
        }

        if (update)
        {
            await File.WriteAllTextAsync(path, readme);
        }
    }

    private static async Task<string> RunInShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = shell.StandardError.ReadToEndAsync();
        var printed = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{command}\n{await error}");
        return printed;
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Wesog.Core.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No parent folder of the tests contains Wesog.Core.sln.");
        }

        return directory.FullName;
    }
}
