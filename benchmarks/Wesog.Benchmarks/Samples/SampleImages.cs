using System.Globalization;
using System.Text.Json;
using Wesog.Images;

namespace Wesog.Benchmarks.Samples;

/// <summary>The same images as objects and as JSON: about 600 bytes each, like the metadata of an agency.</summary>
internal static class SampleImages
{
    public static Image[] Objects(int count) => Objects(0, count);

    /// <param name="first">The number of the first image. Each number has its own id.</param>
    /// <param name="count">The number of images.</param>
    public static Image[] Objects(int first, int count) => [.. Enumerable.Range(first, count).Select(Object)];

    public static byte[] Json(int count) => Json(0, count);

    /// <inheritdoc cref="Objects(int, int)"/>
    public static byte[] Json(int first, int count) => Json(Objects(first, count));

    public static byte[] Json(IEnumerable<Image> images) =>
        JsonSerializer.SerializeToUtf8Bytes([.. images.Select(PlainImage.From)], PlainImageJson.Default.PlainImageArray);

    private static Image Object(int number)
    {
        var name = number.ToString("D8", CultureInfo.InvariantCulture);
        return new()
        {
            Id = $"img-{name}",
            Src = $"https://images.example.com/originals/{name}.jpg",
            UrlImgThumbnail = $"https://images.example.com/thumbnails/{name}.jpg",
            Title = $"Barcas de pesca en el puerto, número {name}",
            Caption = "Varias barcas de pesca amarradas en el puerto viejo al amanecer, con las redes extendidas sobre el muelle.",
            AiGenerated = false,
            ModelRelease = true,
            Date = new DateOnly(2024, 1, 1).AddDays(number % 366),
            City = "Cádiz",
            Country = "España",
            Author = "A. Fotógrafa",
            Keywords = ["barca", "puerto", "amanecer", "pesca", "mar"],
            Categories = ["viajes", "trabajo"],
        };
    }
}
