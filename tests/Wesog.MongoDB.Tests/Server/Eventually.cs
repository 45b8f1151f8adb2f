using System.Diagnostics;
using Wesog.Operations;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>Polls until a condition is true, and fails after a timeout.</summary>
internal static class Eventually
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public static Task IsTrueAsync(Func<bool> condition, string what) => IsTrueAsync(() => Task.FromResult(condition()), what);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < MaxWait, $"Not true after {MaxWait}: {what}.");
            await Task.Delay(PollInterval);
        }
    }

    /// <summary>Repeats a call until the store is reachable, and returns its result.</summary>
    public static async Task<T> AnswerAsync<T>(Func<Task<T>> call, Action? onOutage = null)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StoreUnavailableException) when (Stopwatch.GetElapsedTime(begin) < MaxWait)
            {
                onOutage?.Invoke();
                await Task.Delay(PollInterval);
            }
        }
    }
}
