using MongoDB.Bson;
using Wesog.Operations;

namespace Wesog.MongoDB.Documents;

/// <summary>Encodes the number of errors with a code and a member: <c>{code, field?, count}</c>.</summary>
internal static class ErrorCountDocument
{
    private const string Code = "code";
    private const string Field = "field";
    private const string Count = "count";

    public static BsonArray Encode(IEnumerable<ErrorCount> counts) => [.. counts.Select(count => new BsonDocument
    {
        { Code, count.Code },
        { Field, count.Field, count.Field is not null },
        { Count, count.Count },
    })];

    public static ErrorCount[] Decode(BsonArray counts) => [.. counts.Select(count => Decode(count.AsBsonDocument))];

    private static ErrorCount Decode(BsonDocument count) => new(
        count[Code].AsString, count.TryGetValue(Field, out var field) ? field.AsString : null, count[Count].ToInt32());
}
