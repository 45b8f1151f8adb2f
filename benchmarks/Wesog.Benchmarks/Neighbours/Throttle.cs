using System.Diagnostics;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>
/// Limits the processor time of this process: senders wait while it has used more than its share. The load shares the machine with the server, whose
/// times would otherwise depend on the load's own work.
/// </summary>
internal sealed class Throttle
{
    private static readonly TimeSpan _check = TimeSpan.FromMilliseconds(50);
    private readonly double _processors;
    private volatile bool _isOver;

    /// <param name="processors">The share, in processors.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public Throttle(double processors, CancellationToken cancellationToken)
    {
        _processors = processors;
        _ = MeasureAsync(cancellationToken);
    }

    /// <summary>Waits until the process is within its share.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (_isOver)
        {
            await Task.Delay(_check, cancellationToken);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var (start, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(_check, CancellationToken.None);
            process.Refresh();
            _isOver = process.TotalProcessorTime - before > Stopwatch.GetElapsedTime(start) * _processors;
        }
    }
}
