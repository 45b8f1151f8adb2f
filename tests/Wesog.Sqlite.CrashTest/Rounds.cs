using System.Diagnostics;
using System.Globalization;

namespace Wesog.Sqlite.CrashTest;

/// <summary>
/// Repeatedly starts the child, kills it after a random number of acknowledgements, and checks the file. Uses a new file every
/// <see cref="RoundsPerFile"/> rounds, because each check reads all data.
/// </summary>
internal static class Rounds
{
    private const int RoundsPerFile = 20;

    public static async Task<int> RunAsync(int rounds, int seed)
    {
        Console.WriteLine($"{rounds} rounds, --seed {seed}");
        var random = new Random(seed);
        var sum = new Findings(0, 0, 0);
        try
        {
            for (var done = 0; done < rounds; done += RoundsPerFile)
            {
                sum += await RunOnOneFileAsync(Math.Min(RoundsPerFile, rounds - done), random);
            }
        }
        catch (CheckFailedException failure)
        {
            Console.WriteLine($"FAILED with --rounds {rounds} --seed {seed}: {failure.Message}");
            return 1;
        }

        Console.WriteLine($"{rounds} kills: {sum.Operations} operations, {sum.Images} images, {sum.Unacknowledged} operations accepted without acknowledgement. Nothing lost, duplicated, partial or out of order.");
        return 0;
    }

    private static async Task<Findings> RunOnOneFileAsync(int rounds, Random random)
    {
        var directory = Directory.CreateTempSubdirectory("wesog-crash-").FullName;
        var check = new Check(Path.Combine(directory, "wesog.db"));
        var last = Enumerable.Range(0, Submitters.Count).Select(submitter => new Acknowledgement(submitter, 0, 0)).ToArray();
        var (found, unacknowledged) = (new Findings(0, 0, 0), 0);
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                await KillOnceAsync(check.Path, last, random);

                // After an unchecked round the next child, which is killed too, executes the pending operations.
                if (round == rounds || random.Next(3) > 0)
                {
                    found = await check.RunAsync(last);
                    unacknowledged += found.Unacknowledged;
                }
            }

            return found with { Unacknowledged = unacknowledged };
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task KillOnceAsync(string path, Acknowledgement[] last, Random random)
    {
        using var child = Start(path, last);
        var maxLines = random.Next(1, 250);
        for (var seen = 0; seen < maxLines && await child.StandardOutput.ReadLineAsync() is { } line; seen++)
        {
            Record(line, last);
        }

        // Kills at any point of a transaction, not only right after an acknowledgement.
        Thread.SpinWait(random.Next(200_000));
        child.Kill();

        // Lines that the child wrote before it died count as acknowledged.
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            Record(line, last);
        }

        await child.WaitForExitAsync();
        var errors = await child.StandardError.ReadToEndAsync();
        CheckFailedException.ThrowIf(errors.Length > 0, $"The child failed: {errors}");
    }

    private static void Record(string line, Acknowledgement[] last)
    {
        CheckFailedException.ThrowIf(line.StartsWith("DUPLICATED", StringComparison.Ordinal), line);
        if (Acknowledgement.Parse(line) is { } acknowledged)
        {
            last[acknowledged.Submitter] = acknowledged;
        }
    }

    private static Process Start(string path, Acknowledgement[] last)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Rounds).Assembly.Location);
        }

        start.ArgumentList.Add("child");
        start.ArgumentList.Add(path);
        foreach (var acknowledged in last)
        {
            start.ArgumentList.Add(acknowledged.Progress);
        }

        return Process.Start(start) ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Cannot start {start.FileName}."));
    }
}
