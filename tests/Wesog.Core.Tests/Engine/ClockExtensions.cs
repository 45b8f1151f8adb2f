using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

internal static class ClockExtensions
{
    // Between two looks at the condition. The engine needs real time to do what is due, or a lease would expire meanwhile.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Advances the clock second by second until a condition holds.</summary>
    public static async Task AdvanceUntilAsync(this ManualTimeProvider clock, Func<bool> condition)
    {
        while (!condition())
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(_pause);
        }
    }
}
