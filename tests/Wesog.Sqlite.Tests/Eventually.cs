using System.Diagnostics;

namespace Wesog.Sqlite.Tests;

/// <summary>Polls until a condition is true, and fails after a timeout.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(60);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < _maxWait, $"Not true after {_maxWait}: {what}.");
            await Task.Yield();
        }
    }
}
