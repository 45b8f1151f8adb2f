using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

internal static class Clocks
{
    /// <summary>Lets the clock run, second by second, until a condition holds: what waits for a time then goes on.</summary>
    public static async Task AdvanceUntilAsync(this ManualTimeProvider clock, Func<bool> condition)
    {
        while (!condition())
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
