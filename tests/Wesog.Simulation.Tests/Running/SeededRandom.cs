namespace Wesog.Simulation.Tests.Running;

/// <summary>The random choices of a run. The same seed gives the same choices.</summary>
internal sealed class SeededRandom(int seed)
{
#pragma warning disable CA5394 // The choices must be reproducible, not secret.
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => probability > 0 && _random.NextDouble() < probability;

    /// <summary>Returns a number from 0 to below the given maximum.</summary>
    public int Below(int maximum) => _random.Next(maximum);

    public int Between(int minimum, int maximum) => _random.Next(minimum, maximum + 1);

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>Returns a time in whole milliseconds.</summary>
    public TimeSpan Between(TimeSpan minimum, TimeSpan maximum) =>
        minimum + TimeSpan.FromMilliseconds(Math.Floor(_random.NextDouble() * (maximum - minimum).TotalMilliseconds));

    /// <summary>Creates an independent generator for an engine.</summary>
    public Random Another() => new(_random.Next());
#pragma warning restore CA5394
}
