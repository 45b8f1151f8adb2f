using Wesog.Sqlite.Data;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Reading;

/// <summary>Which threads read, and what happens if there is none.</summary>
public sealed class ReaderPoolTests
{
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_read_without_a_thread_gives_its_place_back()
    {
        await using var open = await OpenStore.NewAsync();
        var failures = 10;
        await using var pool = new ReaderPool(open.Store.Session.Database, size: 2, StartLater);
        var reads = new TenantReads();
        while (failures > 0)
        {
            await Assert.ThrowsAsync<InsufficientMemoryException>(() => pool.ReadAsync(reads, _ => true, default).AsTask().WaitAsync(_maxWait));
        }

        Assert.True(await pool.ReadAsync(reads, _ => true, default).AsTask().WaitAsync(_maxWait));

        void StartLater(Thread thread)
        {
            if (failures-- > 0)
            {
                throw new InsufficientMemoryException();
            }

            thread.Start();
        }
    }

    [Fact]
    public async Task Reads_continue_on_the_threads_that_run_if_no_other_can_be_started_and_another_starts_later()
    {
        var (attempts, started) = (0, 0);
        using var threads = new ReaderThreads(maxThreads: 2, Start);

        for (var read = 0; read < 5; read++)
        {
            Assert.True(await threads.RunAsync(() => true).WaitAsync(_maxWait));
        }

        Assert.Equal((4, 2), (attempts, started));

        // The second thread starts at the fourth attempt.
        void Start(Thread thread)
        {
            if (++attempts is 2 or 3)
            {
                throw new InsufficientMemoryException();
            }

            started++;
            thread.Start();
        }
    }

    [Fact]
    public async Task Reads_of_one_row_leave_a_thread_pool_thread_free()
    {
        await using var open = await OpenStore.NewAsync();
        await open.WriteAsync(SamplePlans.Puts(SampleImages.Image("a")));
        var size = open.Store.Session.Readers.Size;
        using var released = new ManualResetEventSlim();
        using var reading = new CountdownEvent(size - 1);
        var inline = 0;
        var reads = open.Store.Session.Tenants.FindOrAdd(SampleOperations.Tenant).Reads;

        var held = Enumerable.Range(0, size - 1).Select(_ => Task.Run(() => open.Store.Session.Readers.ReadOneAsync(reads, Hold, default).AsTask())).ToArray();
        Assert.True(reading.Wait(_maxWait));
        released.Set();
        await Task.WhenAll(held);

        Assert.Equal(Math.Min(size - 1, Math.Max(1, Environment.ProcessorCount - 1)), inline);

        RowRead<bool> Hold(Connection connection)
        {
            if (Thread.CurrentThread.IsThreadPoolThread)
            {
                Interlocked.Increment(ref inline);
            }

            reading.Signal();
            Assert.True(released.Wait(_maxWait));
            return new(true, connection.Number("SELECT generation FROM store"));
        }
    }
}
