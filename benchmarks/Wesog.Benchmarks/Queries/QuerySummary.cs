using System.Globalization;
using Wesog.Benchmarks.Summary;
using Wesog.Images;
using Wesog.Query;

namespace Wesog.Benchmarks.Queries;

/// <summary>Compares scans of all images by a filter that no index answers with a pass of a JSON reader over the same bytes.</summary>
internal static class QuerySummary
{
    public const string Equality = "author=\"a. fotografa\"";
    public const string Words = "text~\"pesca 00001\"";
    public const string Phrase = "caption~~~\"barcas de pesca amarradas\"";
    public const string Several = "city=cadiz && date>=2024-06 && keywords:puerto,playa && !has=headline";

    private const int Images = 100_000;
    private const int MeasuredRounds = 10;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var images = await Scan.StoreAsync(Images);
        var bytes = images.Sum(image => (long)image.Json.Length);
        ImageFilter[] filters = [.. new[] { Equality, Words, Phrase, Several }.Select(formula => ImageFilter.Parse(formula))];
        var seconds = await Rounds.InTurnsAsync(
            MeasuredRounds, [_ => Run(() => Scan.Read(images)), .. filters.Select(filter => new Func<int, Task>(_ => Run(() => Scan.Evaluate(filter, images))))]);
        return [.. filters.Select((filter, number) => Compare(filter, images, bytes, seconds[number + 1], seconds[0]))];
    }

    private static Ratio Compare(ImageFilter filter, IReadOnlyList<StoredImage> images, long bytes, double seconds, double baseline) => new(
        $"scan of all images by `{filter.ToString().Replace("|", "\\|", StringComparison.Ordinal)}`; baseline: read them with `Utf8JsonReader`",
        seconds / baseline,
        Bound.AtMost(1),
        string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds / Images * 1e9:N0} ns an image of {bytes / Images} B, baseline {baseline / Images * 1e9:N0} ns; {Scan.Evaluate(filter, images):N0} selected"));

    private static Task Run(Func<int> scan)
    {
        scan();
        return Task.CompletedTask;
    }
}
