using Wesog.Core.Tests.Serialization;

namespace Wesog.Core.Tests.Limits;

/// <summary>Limits of the parts of a URL.</summary>
internal static class UrlLimits
{
    public static IEnumerable<LimitRow> Rows =>
    [
        new(null, "the port of a URL", 65_535, null, "invalid_url@src", (_, port) => TryAsync($"http://a:{port}/")),
        new(null, "digits of a port, zeros before it", 65_535, null, "invalid_url@src", (_, port) => TryAsync($"http://a:000000{port}")),
        new(null, "characters of a label", 63, null, "invalid_url@src", (_, length) => TryAsync($"http://{new string('a', (int)length)}.b/")),
        new(null, "characters of a host", 253, null, "invalid_url@src", (_, length) => TryAsync($"http://{Host((int)length)}/")),
        new(null, "a number of an IPv4 address", 255, null, "invalid_url@src", (_, number) => TryAsync($"http://1.2.3.{number}/")),
    ];

    private static async Task<string> TryAsync(string url) =>
        string.Join(' ', (await Batches.ReadAsync($"[{ImageSamples.Json("src", ImageSamples.Quote(url))}]")).Errors());

    private static string Host(int length)
    {
        var labels = string.Concat(Enumerable.Repeat(new string('a', 62) + ".", (length / 63) + 1));
        return labels[..(length - 1)] + "a";
    }
}
