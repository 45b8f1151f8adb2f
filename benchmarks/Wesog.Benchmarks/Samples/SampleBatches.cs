using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Benchmarks.Samples;

/// <summary>Creates batches with one method for all images, or with all four methods alternately.</summary>
internal static class SampleBatches
{
    public static ImageBatch Add(IReadOnlyList<Image> images) => Of(images, AddOne);

    public static ImageBatch Replace(IReadOnlyList<Image> images) => Of(images, ReplaceOne);

    public static ImageBatch Modify(IReadOnlyList<Image> images) => Of(images, ModifyOne);

    public static ImageBatch Delete(IReadOnlyList<Image> images) => Of(images, DeleteOne);

    public static ImageBatch Mix(IReadOnlyList<Image> images) => Of(images, AddOne, ReplaceOne, ModifyOne, DeleteOne);

    /// <summary>Reverts the adds and deletions of a mixed batch, so that the two batches can alternate.</summary>
    public static ImageBatch MixBack(IReadOnlyList<Image> images) => Of(images, DeleteOne, ReplaceOne, ModifyOne, AddOne);

    private static ImageBatch Of(IReadOnlyList<Image> images, params Func<Image, ImageItem>[] itemsOf) =>
        new(images.Select((image, position) => itemsOf[position % itemsOf.Length](image)));

    private static ImageItem.Add AddOne(Image image) => new(image);

    private static ImageItem.Replace ReplaceOne(Image image) => new(image with { Headline = "La flota vuelve al puerto" });

    private static ImageItem.Modify ModifyOne(Image image) => new(new()
    {
        Id = image.Id,
        Title = "Barcas de pesca al amanecer",
        Keywords = new(["barca", "amanecer"]),
    });

    private static ImageItem.Delete DeleteOne(Image image) => new(image.Id);
}
