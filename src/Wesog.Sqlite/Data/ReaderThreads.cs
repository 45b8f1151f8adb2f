using System.Collections.Concurrent;

namespace Wesog.Sqlite.Data;

/// <summary>Runs reads on threads that are used for nothing else. Starts a thread when it is first needed.</summary>
/// <remarks>A long read on a thread-pool thread would delay all requests, also those of other tenants: the pool has few threads.</remarks>
/// <param name="maxThreads">The number of threads; also the number of reads that run at once.</param>
internal sealed class ReaderThreads(int maxThreads) : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private int _started;

    public Task<T> RunAsync<T>(Func<T> read)
    {
        // A reader thread must not run the caller's continuations.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => Complete(completion, read));
        if (Volatile.Read(ref _started) < maxThreads && Interlocked.Increment(ref _started) <= maxThreads)
        {
            new Thread(Run) { IsBackground = true, Name = "Wesog SQLite reader" }.Start();
        }

        return completion.Task;
    }

    /// <summary>Ends the threads. No read may run.</summary>
    public void Dispose() => _work.CompleteAdding();

    private static void Complete<T>(TaskCompletionSource<T> completion, Func<T> read)
    {
        try
        {
            completion.SetResult(read());
        }
        catch (Exception failure)
        {
            completion.SetException(failure);
        }
    }

    private void Run()
    {
        foreach (var read in _work.GetConsumingEnumerable())
        {
            read();
        }
    }
}
