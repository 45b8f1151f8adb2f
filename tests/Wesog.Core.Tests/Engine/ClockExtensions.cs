using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

internal static class ClockExtensions
{
    /// <summary>Advances the clock second by second until a condition holds.</summary>
    public static async Task AdvanceUntilAsync(this ManualTimeProvider clock, Func<bool> condition)
    {
        while (!condition())
        {
            clock.Advance(TimeSpan.FromSeconds(1));

            // The engine needs real time to do what is due, or a lease would expire meanwhile.
            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }
    }
}
