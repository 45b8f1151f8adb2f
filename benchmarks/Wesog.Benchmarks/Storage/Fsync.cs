using System.Diagnostics;

namespace Wesog.Benchmarks.Storage;

/// <summary>Measures the time to write and flush 4 KiB on this machine.</summary>
internal static class Fsync
{
    public static TimeSpan Measure(string path)
    {
        const int Times = 200;
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4_096];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Times; i++)
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        }

        return Stopwatch.GetElapsedTime(start) / Times;
    }
}
