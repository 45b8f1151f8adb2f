using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Tests.Reading;

/// <summary>Reads of one tenant that occupy connections of a store until they are released.</summary>
internal sealed class HeldReads : IAsyncDisposable
{
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(30);

    private readonly ManualResetEventSlim _released = new();
    private readonly List<Task> _reads = [];

    private HeldReads()
    {
    }

    /// <summary>Returns when the tenant occupies as many connections as one tenant can.</summary>
    public static Task<HeldReads> TakeAsync(SqliteImageStore store, string tenant) => TakeAsync(store, tenant, store.Session.Readers.Size - 1);

    /// <summary>Returns when the reads occupy their connections.</summary>
    public static async Task<HeldReads> TakeAsync(SqliteImageStore store, string tenant, int count)
    {
        var held = new HeldReads();
        var reads = store.Session.Tenants.FindOrAdd(tenant).Reads;
        for (var i = 0; i < count; i++)
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            held._reads.Add(store.Session.Readers.ReadAsync(reads, connection => held.Hold(connection, started), default).AsTask());
            await started.Task.WaitAsync(_maxWait);
        }

        return held;
    }

    public async ValueTask DisposeAsync()
    {
        _released.Set();
        await Task.WhenAll(_reads);
        _released.Dispose();
    }

    private bool Hold(Connection connection, TaskCompletionSource started)
    {
        started.SetResult();

        // The timeout keeps a test from hanging if it fails before it releases the reads.
        return _released.Wait(_maxWait) && connection.InTransaction;
    }
}
