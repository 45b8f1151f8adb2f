using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Tests.Faults;

/// <summary>
/// Fails every call of SQLite to its files, one after the other, as SQLite tests itself: an I/O error, half a write, a full disk, a lock, a page of
/// zeros. After each, nothing acknowledged is lost, nothing is written by half, and the store goes on or refuses plainly.
/// </summary>
/// <remarks>WESOG_CASES is the most calls of a row that fail; by default some of them, spread evenly.</remarks>
public sealed class DiskFaultTests(ITestOutputHelper output) : IDisposable
{
    private const int Few = 8;

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, string, bool> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, bool>();
            foreach (var start in new[] { "new", "closed", "crashed" })
            {
                foreach (var kind in Enum.GetValues<FaultKind>())
                {
                    rows.Add(start, kind.ToString(), false);
                    if (kind is FaultKind.Error or FaultKind.Full)
                    {
                        rows.Add(start, kind.ToString(), true);
                    }
                }
            }

            return rows;
        }
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Nothing_acknowledged_is_lost_whichever_call_fails(string start, string kind, bool lasts)
    {
        var fault = Enum.Parse<FaultKind>(kind);
        var calls = await CountCallsAsync(start);
        var applicable = Enumerable.Range(1, calls.Count).Where(n => DiskFault.Applies(fault, calls[n - 1].Call, calls[n - 1].Role, calls[n - 1].Bytes)).ToArray();
        var most = int.TryParse(Environment.GetEnvironmentVariable("WESOG_CASES"), out var cases) ? cases : Few;
        var chosen = applicable.Where((_, i) => applicable.Length <= most || i * most / applicable.Length != (i - 1) * most / applicable.Length || i == 0).ToArray();
        var (refused, failed, unnoticed, damaged) = (0, 0, 0, 0);
        foreach (var call in chosen)
        {
            var (run, isIntact) = await RunAsync(start, new(fault, call, lasts), $"{calls[call - 1]}");
            damaged += isIntact ? 0 : 1;
            refused += run.Store is null ? 1 : 0;
            failed += run.Store is not null && run.Failures.Count > 0 ? 1 : 0;
            unnoticed += run.Failures.Count == 0 ? 1 : 0;
        }

        output.WriteLine($"{start}, {kind}{(lasts ? ", lasting" : "")}: {calls.Count} calls, {applicable.Length} can fail, {chosen.Length} failed: "
            + $"{refused} starts refused, {failed} runs with refused calls, {unnoticed} without; {damaged} files damaged, which the store or a check says.");
    }

    // Returns the calls of a run without a fault.
    private async Task<IReadOnlyList<(DiskCall Call, FileRole Role, int Bytes)>> CountCallsAsync(string start)
    {
        using var disk = new FaultyDisk();
        var run = await PrepareAsync(start, disk);
        disk.Break(null);
        await run.RunAsync();
        await run.CloseAsync();
        Assert.Empty(run.Failures);
        return disk.Calls;
    }

    private async Task<(StoreRun Run, bool IsIntact)> RunAsync(string start, DiskFault fault, string call)
    {
        // A page that is read as zeros while it is changed, or copied from the log to the database, is written as zeros.
        var mayBeDamaged = fault.Kind is FaultKind.Zeros;
        using var disk = new FaultyDisk();
        var run = await PrepareAsync(start, disk);
        try
        {
            disk.Break(fault);
            await run.RunAsync();
            Assert.All(run.Failures, failure => AssertSaysWhatItIs(failure, fault.Kind));

            // As after a crash at the end of the run. A late fault hits the close, as does every second lasting one.
            var isIntact = await run.CheckAsync(Copy(run.Path), mayBeDamaged);
            if (run.Store is not null && disk.HasFailed && !(fault.Lasts && fault.Call % 2 == 1))
            {
                disk.Repair();
                await run.RecoverAsync(mayBeDamaged);
            }

            await run.CloseAsync();
            return (run, await run.CheckAsync(run.Path, mayBeDamaged) && isIntact);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Start {start}, {fault}, {call}: {failure.Message}", failure);
        }
        finally
        {
            disk.Repair();
            await run.CloseAsync();
        }
    }

    // Returns a run on files of a kind: none, those of a store that was closed, or those of a store that was killed.
    private async Task<StoreRun> PrepareAsync(string start, FaultyDisk disk)
    {
        var run = new StoreRun(_directory.File($"{Guid.NewGuid():N}.db"), disk.FileSystem);
        if (start != "new")
        {
            await run.PrepareAsync();
            if (start == "closed")
            {
                await run.CloseAsync();
            }

            await run.ContinueOnAsync(start == "closed" ? run.Path : Copy(run.Path));
        }

        return run;
    }

    private string Copy(string path)
    {
        var copy = _directory.File($"{Guid.NewGuid():N}.db");
        foreach (var suffix in new[] { "", "-wal" })
        {
            if (File.Exists(path + suffix))
            {
                File.Copy(path + suffix, copy + suffix);
            }
        }

        return copy;
    }

    private static void AssertSaysWhatItIs(Exception failure, FaultKind kind)
    {
        if (failure is StoreInitializationException || (failure is StoreDamagedException && kind is FaultKind.Zeros))
        {
            return;
        }

        StoreUnavailableReason[] reasons = kind switch
        {
            FaultKind.Full => [StoreUnavailableReason.DiskFull],
            FaultKind.Busy => [StoreUnavailableReason.Locked],
            _ => [StoreUnavailableReason.DiskError, StoreUnavailableReason.Unreachable],
        };
        Assert.Contains(Assert.IsType<StoreUnavailableException>(failure).Reason, reasons);
    }
}
