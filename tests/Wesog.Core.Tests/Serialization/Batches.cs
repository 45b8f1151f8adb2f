using System.Text;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

/// <summary>Reads and encodes batches for tests.</summary>
internal static class Batches
{
    public static readonly BatchForm Adds = BatchForm.Array(ItemMethod.Add);

    public static Task<ValidatedBatch> ReadAsync(
        string json, BatchForm? form = null, WesogOptions? options = null, SubmitOptions? submit = null) =>
        ReadAsync(Encoding.UTF8.GetBytes(json), form, options, submit);

    public static Task<ValidatedBatch> ReadAsync(
        byte[] body, BatchForm? form = null, WesogOptions? options = null, SubmitOptions? submit = null, int chunkSize = 64 << 10) =>
        new ImageBatchReader(options ?? new WesogOptions(), chunkSize)
            .ReadAsync(new MemoryStream(body), form ?? Adds, submit ?? SubmitOptions.Default);

    public static ValidatedBatch Encode(ImageBatch batch, WesogOptions? options = null, SubmitOptions? submit = null) =>
        new BatchEncoder(options ?? new WesogOptions()).Encode(batch, submit ?? SubmitOptions.Default);

    /// <summary>The errors as <c>code@field</c>, in order.</summary>
    public static string[] Errors(this ValidatedBatch batch) =>
        [.. batch.ItemErrors.Errors.Select(error => $"{error.Code}@{error.Field}")];

    /// <summary>The canonical JSON of each item.</summary>
    public static string[] Canonical(this ValidatedBatch batch) =>
        [.. batch.Items.Select(item => Encoding.UTF8.GetString(item.Json.Span))];
}
