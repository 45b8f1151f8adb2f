using System.Buffers;
using System.Text;
using System.Text.Json;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;
using Wesog.Images;
using Wesog.Query;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Results;

/// <summary>A page of images as it is sent. Returns the memory of the images as they are sent, so a client that reads slowly does not keep it.</summary>
/// <remarks><c>docs/http.md</c>, section "Searching".</remarks>
internal sealed class ImagePageResult
{
    // The objects of a value of a facet in bytes.
    private const long ValueOverhead = 64;

    private readonly StoredImage?[] _images;
    private readonly long? _count;
    private readonly IReadOnlyList<FacetResult> _facets;

    /// <summary>Takes what a page contains, and returns the reserved memory that it does not need. The page itself must stay in no variable of an asynchronous method.</summary>
    public ImagePageResult(ApiRequest request, ImageQueryPage page, long reserved)
    {
        (_images, _count, _facets) = ([.. page.Images], page.Count, page.Facets);
        request.Memory.Count(_images.Sum(image => (long)MemorySize.Of(image!)) + _facets.Sum(facet => facet.Values.Sum(SizeOf)));
        request.Memory.Release(reserved);
    }

    /// <summary>Writes the page, and removes each image that is written.</summary>
    public async Task WriteAsync(ApiRequest request, FieldSelection? fields)
    {
        using var json = new JsonResponse(request.Http, request.Memory);
        json.Bytes.Write("{\"results\":["u8);
        var written = 0L;
        for (var i = 0; i < _images.Length; i++)
        {
            json.Bytes.Write(i == 0 ? default : ","u8);
            ImageJson.Write(json.Bytes, _images[i]!, fields);
            written += MemorySize.Of(_images[i]!);
            _images[i] = null;
            if (await json.FlushIfLargeAsync().ConfigureAwait(false))
            {
                request.Memory.Release(written);
                written = 0;
            }
        }

        json.Bytes.Write("]"u8);
        if (_count is { } count)
        {
            json.Bytes.Write(",\"count\":"u8);
            json.Bytes.Write(Encoding.ASCII.GetBytes(KnownProblems.Text(count)));
        }

        await WriteFacetsAsync(json).ConfigureAwait(false);
        json.Bytes.Write("}"u8);
        await json.CompleteAsync().ConfigureAwait(false);
    }

    private async Task WriteFacetsAsync(JsonResponse json)
    {
        if (_facets.Count == 0)
        {
            return;
        }

        json.Bytes.Write(",\"facets\":{"u8);
        for (var i = 0; i < _facets.Count; i++)
        {
            json.Bytes.Write(Encoding.ASCII.GetBytes($"{(i == 0 ? "" : ",")}\"{_facets[i].Facet}\":"));
            WriteValues(json.Bytes, _facets[i]);
            await json.FlushIfLargeAsync().ConfigureAwait(false);
        }

        json.Bytes.Write("}"u8);
        var truncated = _facets.Where(facet => facet.IsTruncated).Select(facet => $"\"{facet.Facet}\"").ToList();
        if (truncated.Count > 0)
        {
            json.Bytes.Write(Encoding.ASCII.GetBytes($",\"facets_truncated\":[{string.Join(',', truncated)}]"));
        }
    }

    private static void WriteValues(IBufferWriter<byte> bytes, FacetResult facet)
    {
        using var writer = new Utf8JsonWriter(bytes, JsonResponse.Readable);
        writer.WriteStartArray();
        foreach (var (value, count) in facet.Values)
        {
            writer.WriteStartObject();
            if (facet.Facet.IsFlag)
            {
                writer.WriteBoolean("value", value == "true");
            }
            else
            {
                writer.WriteString("value", value);
            }

            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static long SizeOf(FacetValue value) => ValueOverhead + (sizeof(char) * value.Value.Length);
}
