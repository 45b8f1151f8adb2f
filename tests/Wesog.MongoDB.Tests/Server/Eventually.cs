using System.Diagnostics;
using Wesog.Operations;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>Waits for what other hosts bring about: looks again and again, and gives up in the end.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task IsTrueAsync(Func<bool> condition, string what) => IsTrueAsync(() => Task.FromResult(condition()), what);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, $"After {Patience}, still not: {what}.");
            await Task.Delay(Pause);
        }
    }

    /// <summary>What a store answers as soon as it can be reached.</summary>
    public static async Task<T> AnswerAsync<T>(Func<Task<T>> call, Action? onOutage = null)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StoreUnavailableException) when (Stopwatch.GetElapsedTime(begin) < Patience)
            {
                onOutage?.Invoke();
                await Task.Delay(Pause);
            }
        }
    }
}
