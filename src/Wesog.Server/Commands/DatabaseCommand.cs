using Microsoft.Extensions.Options;
using Wesog.Server.Hosting;
using Wesog.Server.Settings;
using Wesog.Sqlite;

namespace Wesog.Server.Commands;

/// <summary>The command <c>db check [path]</c>: checks a database file, also while a server uses it.</summary>
internal static class DatabaseCommand
{
    public const int Intact = 0;
    public const int Damaged = 1;
    public const int NotChecked = 2;

    private const string Usage =
        "Usage: db check [PATH]. Checks the database file PATH, by default the configured one. Exit code: 0 nothing is damaged, 1 damaged, 2 not checked.";

    /// <summary>Runs the command and returns its exit code.</summary>
    /// <param name="args">The arguments after <c>db</c>: the command, the path, and settings such as <c>--Wesog:Sqlite:Path=…</c>.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        string[] words = [.. args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];
        if (words is not (["check"] or ["check", _]))
        {
            return await RefuseAsync(Usage).ConfigureAwait(false);
        }

        try
        {
            if ((words.Length == 2 ? words[1] : ConfiguredPath([.. args.Skip(words.Length)])) is not { } path)
            {
                return await RefuseAsync($"The configured store is not an SQLite file. {Usage}").ConfigureAwait(false);
            }

            var report = await SqliteDatabase.CheckAsync(path).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(Text(path, report)).ConfigureAwait(false);
            return report.IsDamaged ? Damaged : Intact;
        }
        catch (Exception failure) when (StartupFault.Describe(failure) is { Count: > 0 } faults)
        {
            return await RefuseAsync(string.Join(Environment.NewLine, faults)).ConfigureAwait(false);
        }
    }

    /// <returns>The path; null if the store is no file.</returns>
    /// <exception cref="OptionsValidationException">The configuration has faults, so it may name another file than the server would use.</exception>
    private static string? ConfiguredPath(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = new ServerSettings(builder.Configuration, builder.Environment.ContentRootPath, openFiles: null, memory: long.MaxValue);
        if (settings.Faults.Count > 0)
        {
            throw new OptionsValidationException(nameof(ServerSettings), typeof(ServerSettings), settings.Faults);
        }

        return settings.Store == StoreSelection.Sqlite ? settings.SqlitePath : null;
    }

    private static string Text(string path, SqliteCheckReport report)
    {
        List<string> lines = [$"{path}: {report.Images} images and {report.Operations} operations were read."];
        if (report.Unverified > 0)
        {
            lines.Add($"{report.Unverified} of them have no checksum, because an earlier version wrote them. Their content was not verified.");
        }

        lines.Add(report.IsDamaged ? $"Damaged places: {report.DamageCount}" : "Nothing is damaged.");
        lines.AddRange(report.Damage.Select(place => $"- {place}"));
        if (report.DamageCount > report.Damage.Count)
        {
            lines.Add($"- and {report.DamageCount - report.Damage.Count} more");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason).ConfigureAwait(false);
        return NotChecked;
    }
}
