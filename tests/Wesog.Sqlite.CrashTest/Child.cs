using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Sqlite.CrashTest;

/// <summary>The process that is killed. Submits from several threads and writes a line for each acknowledgement.</summary>
internal static class Child
{
    /// <param name="path">The path of the database.</param>
    /// <param name="progress">For each submitter, the number and the operation of its last acknowledged step.</param>
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
                output.WriteLine($"DUPLICATED {submitter} {number}: operation {operation}, then {replay.Operation.Id}");
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
                // The queue is full: repeat the step, as a client does.
                number--;
                await Task.Yield();
            }
        }
    }

    private static async Task<Submission> SubmitAsync(IImageOperationService operations, Step step)
    {
        var tenant = Submitters.TenantOf(step.Submitter);
        var submission = await (step.Edit is { } edit
            ? operations.SubmitAsync(tenant, edit, step.Options)
            : operations.SubmitAsync(tenant, step.Batch, step.Options));
        if (step.Options.Wait)
        {
            await operations.WaitAsync(tenant, submission.Operation.Id, Timeout.InfiniteTimeSpan);
        }

        return submission;
    }
}
