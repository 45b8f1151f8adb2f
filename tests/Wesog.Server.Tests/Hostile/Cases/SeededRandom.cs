namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>The random choices of one case. They depend only on the seed and the number of the case.</summary>
internal sealed class SeededRandom(ulong seed, int number)
{
    // Odd constants distribute consecutive numbers over all seeds of Random.
    private readonly Random _random = new(
        unchecked((int)(((seed + 1) * 0x9E3779B97F4A7C15UL ^ ((ulong)number + 1) * 0xD1B54A32D192ED03UL) >> 29)));

    public int Next(int below) => _random.Next(below);

    public int Next(int from, int below) => _random.Next(from, below);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
