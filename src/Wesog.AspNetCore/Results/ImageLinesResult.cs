using System.Buffers;
using Wesog.AspNetCore.Bodies;
using Wesog.AspNetCore.Routing;
using Wesog.Images;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Results;

/// <summary>Writes images as newline-delimited JSON while they are read.</summary>
/// <remarks><c>docs/http.md</c>, section "Exports".</remarks>
internal static class ImageLinesResult
{
    // Three batches of 1 MiB that the engine has at once, and the part that is not sent.
    private const long LargestMemory = 4 << 20;

    /// <summary>Writes all images. Reserves the memory before the first is read.</summary>
    public static async Task WriteAsync(ApiRequest request, IAsyncEnumerable<StoredImage> images, FieldSelection? fields)
    {
        request.Memory.Reserve(LargestMemory);
        using var lines = new JsonResponse(request.Http, request.Memory, ContentType.Lines);
        var isFirst = true;
        await foreach (var image in images.ConfigureAwait(false))
        {
            // Each part ends before a line break, so that an export that breaks off does not end with one.
            lines.Bytes.Write(isFirst ? default : "\n"u8);
            ImageJson.Write(lines.Bytes, image, fields);
            isFirst = false;
            await lines.FlushIfLargeAsync().ConfigureAwait(false);
        }

        lines.Bytes.Write(isFirst ? default : "\n"u8);
        await lines.CompleteAsync().ConfigureAwait(false);
    }
}
