using System.Text.Json;
using Wesog.Benchmarks.Samples;
using Wesog.Images;

namespace Wesog.Benchmarks.InProcess;

/// <summary>What the engine is measured against: what a program does with the same images anyway, unchecked.</summary>
internal static class Baselines
{
    public static Task DeserialiseAsync(params byte[][] bodies)
    {
        foreach (var body in bodies)
        {
            JsonSerializer.Deserialize(body, PlainImageJson.Default.PlainImageArray);
        }

        return Task.CompletedTask;
    }

    public static Task PutIntoDictionaryAsync(IEnumerable<Image> images)
    {
        var dictionary = new Dictionary<string, Image>();
        foreach (var image in images)
        {
            dictionary.Add(image.Id, image);
        }

        return Task.CompletedTask;
    }
}
