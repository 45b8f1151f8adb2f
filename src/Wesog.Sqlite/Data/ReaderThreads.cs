using System.Collections.Concurrent;

namespace Wesog.Sqlite.Data;

/// <summary>Runs reads on threads that are used for nothing else. Starts a thread when it is first needed.</summary>
/// <remarks>A long read on a thread-pool thread would delay all requests, also those of other tenants: the pool has few threads.</remarks>
/// <param name="maxThreads">The number of threads; also the number of reads that run at once.</param>
/// <param name="start">Starts a thread; replaced by tests.</param>
internal sealed class ReaderThreads(int maxThreads, Action<Thread> start) : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private int _started;

    /// <summary>Runs a read on one of the threads.</summary>
    /// <exception cref="OutOfMemoryException">There is no thread, and none can be started. The read does not run.</exception>
    public Task<T> RunAsync<T>(Func<T> read)
    {
        EnsureThread();

        // A reader thread must not run the caller's continuations.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => Complete(completion, read));
        return completion.Task;
    }

    /// <summary>Ends the threads. No read may run.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void EnsureThread()
    {
        if (Volatile.Read(ref _started) >= maxThreads)
        {
            return;
        }

        lock (_work)
        {
            if (_started == maxThreads)
            {
                return;
            }

            try
            {
                start(new(Run) { IsBackground = true, Name = "Wesog SQLite reader" });
                _started++;
            }
            catch (OutOfMemoryException) when (_started > 0)
            {
                // The system has no thread left. Those that run take the read, and the next one tries again.
            }
        }
    }

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
