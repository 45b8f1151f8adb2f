namespace Wesog.Simulation.Tests.Running;

/// <summary>All that is left to chance in a run, from one seed: the same questions get the same answers.</summary>
internal sealed class SeededRandom(int seed)
{
#pragma warning disable CA5394 // A replay needs no secrecy.
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => probability > 0 && _random.NextDouble() < probability;

    /// <summary>From 0, below a bound.</summary>
    public int Below(int bound) => _random.Next(bound);

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>In whole milliseconds.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromMilliseconds(Math.Floor(_random.NextDouble() * (most - least).TotalMilliseconds));

    /// <summary>One that an engine may have for itself.</summary>
    public Random Another() => new(_random.Next());
#pragma warning restore CA5394
}
