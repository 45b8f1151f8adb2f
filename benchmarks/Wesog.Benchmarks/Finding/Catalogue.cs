using System.Globalization;
using Wesog.Images;

namespace Wesog.Benchmarks.Finding;

/// <summary>Creates the images of a catalogue: some values are frequent and most are rare, ids are in random order, about 600 bytes each.</summary>
internal static class Catalogue
{
    /// <summary>Half of the images have this status.</summary>
    public const string FrequentStatus = "published";

    private const int Authors = 3_000;
    private const int Cities = 200;
    private const int Mediums = 40;
    private const int Words = 20_000;
    private static readonly DateTimeOffset _first = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns the name of an author; those with a low number have the most images.</summary>
    public static string Author(int number) => $"Author {Word(number)}";

    /// <summary>Returns a word; those with a low number are the most frequent.</summary>
    public static string Word(int number)
    {
        // Letters only, and no word begins another.
        Span<char> word = stackalloc char[6];
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = (char)('a' + (number % 26));
            number /= 26;
        }

        return new(word);
    }

    /// <summary>Returns an image.</summary>
    /// <param name="number">Its number. The images are written in the order of their numbers.</param>
    public static Image Image(int number)
    {
        var random = new Random(number);
        return new()
        {
            // Multiplication by an odd number permutes 32 bits.
            Id = ((uint)number * 2_654_435_761).ToString("x8", CultureInfo.InvariantCulture),
            Src = $"https://images.example.com/originals/{number}.jpg",
            Title = Text(random, 4),
            Caption = Text(random, 14),
            Date = new DateOnly(1840, 1, 1).AddDays(random.Next(66_000)),
            Status = number % 2 == 0 ? FrequentStatus : $"state {random.Next(4)}",
            City = $"City {Word(Frequent(random, Cities))}",
            Country = $"Country {random.Next(30)}",
            Author = Author(Frequent(random, Authors)),
            Medium = $"Medium {Word(random.Next(Mediums))}",
            Keywords = [Text(random, 1), Text(random, 1), Text(random, 2), Text(random, 1), Text(random, 1)],
            Categories = [$"category {random.Next(20)}"],
        };
    }

    /// <summary>Returns the time at which an image of a table of one's own was added.</summary>
    public static long CreatedAt(int number) => _first.AddSeconds(number).ToUnixTimeMilliseconds();

    private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(Frequent(random, Words))));

    // The number n about as often as 1/n.
    private static int Frequent(Random random, int count) => (int)Math.Pow(count, random.NextDouble()) - 1;
}
