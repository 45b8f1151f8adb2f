using System.Buffers;
using System.Text;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;
using Wesog.Catalog;
using Wesog.Images;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Results;

/// <summary>Writes a page of images. Returns the memory of the images as they are sent, so a client that reads slowly does not keep it.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class ImagePageResult
{
    /// <summary>
    /// Returns the images, and the reserved memory that they do not need. The page itself must stay in no variable of an asynchronous method.
    /// </summary>
    public static StoredImage?[] Take(ApiRequest request, ImagePage page, long reserved)
    {
        StoredImage?[] images = [.. page.Images];
        request.Memory.Count(images.Sum(image => (long)MemorySize.Of(image!)));
        request.Memory.Release(reserved);
        return images;
    }

    /// <summary>Writes the images, and removes each from the array.</summary>
    public static async Task WriteAsync(ApiRequest request, StoredImage?[] images, long count, FieldSelection? fields)
    {
        using var json = new JsonResponse(request.Http, request.Memory);
        json.Bytes.Write("{\"results\":["u8);
        var written = 0L;
        for (var i = 0; i < images.Length; i++)
        {
            json.Bytes.Write(i == 0 ? default : ","u8);
            ImageJson.Write(json.Bytes, images[i]!, fields);
            written += MemorySize.Of(images[i]!);
            images[i] = null;
            if (await json.FlushIfLargeAsync().ConfigureAwait(false))
            {
                request.Memory.Release(written);
                written = 0;
            }
        }

        json.Bytes.Write("],\"count\":"u8);
        json.Bytes.Write(Encoding.ASCII.GetBytes(KnownProblems.Text(count)));
        json.Bytes.Write("}"u8);
        await json.CompleteAsync().ConfigureAwait(false);
    }
}
