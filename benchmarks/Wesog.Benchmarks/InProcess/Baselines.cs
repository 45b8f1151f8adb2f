using System.Text.Json;
using Wesog.Benchmarks.Samples;
using Wesog.Images;

namespace Wesog.Benchmarks.InProcess;

/// <summary>The baselines: work on the same images without validation.</summary>
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
