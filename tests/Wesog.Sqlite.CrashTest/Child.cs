using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Sqlite.CrashTest;

/// <summary>The process that is killed: submits from several threads and writes a line for each acknowledgement, until its end.</summary>
internal static class Child
{
    /// <param name="path">The database.</param>
    /// <param name="progress">For each submitter the number of its last acknowledged step, and that one's operation.</param>
    public static async Task<int> RunAsync(string path, string[] progress)
    {
        await using var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(path, TimeProvider.System));
        var output = TextWriter.Synchronized(Console.Out);
        await Task.WhenAll(progress.Select((last, submitter) => Task.Run(() => SubmitAsync(engine.Operations, submitter, last, output))));
        return 1;
    }

    private static async Task SubmitAsync(IImageOperationService operations, int submitter, string last, TextWriter output)
    {
        var (number, operation) = Acknowledgement.ParseProgress(last);
        if (number > 0)
        {
            var replay = await SubmitAsync(operations, new(submitter, number));
            if (!replay.IsReplay || replay.Operation.Id != operation)
            {
                output.WriteLine($"DOUBLED {submitter} {number}: operation {operation}, again {replay.Operation.Id}");
                output.Flush();
            }
        }

        while (true)
        {
            number++;
            try
            {
                var submission = await SubmitAsync(operations, new(submitter, number));
                output.WriteLine(new Acknowledgement(submitter, number, submission.Operation.Id));
                output.Flush();
            }
            catch (QueueFullException)
            {
                // The workers are behind: this is what a client does that is told so.
                number--;
                await Task.Yield();
            }
        }
    }

    private static async Task<Submission> SubmitAsync(IImageOperationService operations, Step step)
    {
        var tenant = Submitters.TenantOf(step.Submitter);
        var submission = await operations.SubmitAsync(tenant, step.Batch, step.Options);
        if (step.Options.Wait)
        {
            await operations.WaitAsync(tenant, submission.Operation.Id, Timeout.InfiniteTimeSpan);
        }

        return submission;
    }
}
