using MongoDB.Bson;
using Wesog.Operations;

namespace Wesog.MongoDB.Documents;

/// <summary>Encodes an item error: <c>{position, code, message, image_id?, field?}</c>.</summary>
internal static class ErrorDocument
{
    private const string Position = "position";
    private const string Code = "code";
    private const string Message = "message";
    private const string ImageId = "image_id";
    private const string Field = "field";

    public static BsonArray Encode(IEnumerable<OperationError> errors) => [.. errors.Select(Encode)];

    /// <summary>Decodes at most <paramref name="most"/> errors, from the first.</summary>
    public static OperationError[] Decode(BsonArray errors, int most = int.MaxValue) =>
        [.. errors.Take(most).Select(error => Decode(error.AsBsonDocument))];

    private static BsonDocument Encode(OperationError error) => new()
    {
        { Position, error.Position },
        { Code, error.Code },
        { Message, error.Message },
        { ImageId, error.ImageId, error.ImageId is not null },
        { Field, error.Field, error.Field is not null },
    };

    private static OperationError Decode(BsonDocument error) => new(
        error[Position].ToInt32(), error[Code].AsString, error[Message].AsString, Text(error, ImageId), Text(error, Field));

    private static string? Text(BsonDocument error, string field) => error.TryGetValue(field, out var value) ? value.AsString : null;
}
