using MongoDB.Bson;
using Wesog.Operations;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Encodes what an operation records about its items: errors <c>{position, code, message, image_id?, field?}</c>, skipped items
/// <c>{position, image_id}</c>, and numbers of errors with a code and a member <c>{code, field?, count}</c>.
/// </summary>
internal static class ItemDocuments
{
    private const string Position = "position";
    private const string Code = "code";
    private const string Message = "message";
    private const string ImageId = "image_id";
    private const string Field = "field";
    private const string Count = "count";

    public static BsonArray Encode(IEnumerable<OperationError> errors) => [.. errors.Select(error => new BsonDocument
    {
        { Position, error.Position },
        { Code, error.Code },
        { Message, error.Message },
        { ImageId, error.ImageId, error.ImageId is not null },
        { Field, error.Field, error.Field is not null },
    })];

    public static BsonArray Encode(IEnumerable<SkippedItem> items) =>
        [.. items.Select(item => new BsonDocument { { Position, item.Position }, { ImageId, item.ImageId } })];

    public static BsonArray Encode(IEnumerable<ErrorCount> counts) => [.. counts.Select(count => new BsonDocument
    {
        { Code, count.Code },
        { Field, count.Field, count.Field is not null },
        { Count, count.Count },
    })];

    /// <summary>Decodes at most <paramref name="most"/> errors, from the first.</summary>
    public static OperationError[] DecodeErrors(BsonValue errors, int most = int.MaxValue) => Decode(errors, most, error => new OperationError(
        error[Position].ToInt32(), error[Code].AsString, error[Message].AsString, Text(error, ImageId), Text(error, Field)));

    /// <summary>Decodes at most <paramref name="most"/> items, from the first.</summary>
    public static SkippedItem[] DecodeSkipped(BsonValue items, int most) =>
        Decode(items, most, item => new SkippedItem(item[Position].ToInt32(), item[ImageId].AsString));

    public static ErrorCount[] DecodeCounts(BsonValue counts) => Decode(
        counts, int.MaxValue, count => new ErrorCount(count[Code].AsString, Text(count, Field), count[Count].ToInt32()));

    private static T[] Decode<T>(BsonValue values, int most, Func<BsonDocument, T> decode) =>
        [.. values.AsBsonArray.Take(most).Select(value => decode(value.AsBsonDocument))];

    private static string? Text(BsonDocument document, string field) => document.TryGetValue(field, out var value) ? value.AsString : null;
}
