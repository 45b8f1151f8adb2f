using MongoDB.Bson;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Encodes what must hold of the image of an item, <c>{revision?, precondition?, tags?}</c>, and an edit by query, <c>{formula, expected?, method, lang?,
/// json}</c>.
/// </summary>
internal static class ConditionDocuments
{
    private const string Exists = "exists";
    private const string Absent = "absent";
    private const string HasTag = "has_tag";

    /// <returns>The document; null if the item has no condition.</returns>
    public static BsonDocument? Encode(BatchItem item) => item is { IfRevision: null, Precondition: null } ? null : new()
    {
        { "revision", () => item.IfRevision!.Value, item.IfRevision is not null },
        {
            "precondition",
            () => item.Precondition switch
            {
                ImagePrecondition.Exists => Exists,
                ImagePrecondition.Absent => Absent,
                _ => HasTag,
            },
            item.Precondition is not null
        },
        { "tags", () => new BsonArray(((ImagePrecondition.HasTag)item.Precondition!).Tags), item.Precondition is ImagePrecondition.HasTag },
    };

    /// <summary>Returns an item with its conditions.</summary>
    /// <exception cref="InvalidDataException">The precondition is unknown.</exception>
    public static BatchItem Decode(BsonDocument conditions, BatchItem item) => item with
    {
        IfRevision = conditions.TryGetValue("revision", out var revision) ? revision.ToInt64() : null,
        Precondition = !conditions.TryGetValue("precondition", out var precondition) ? null : precondition.AsString switch
        {
            Exists => new ImagePrecondition.Exists(),
            Absent => new ImagePrecondition.Absent(),
            HasTag => new ImagePrecondition.HasTag([.. conditions["tags"].AsBsonArray.Select(tag => tag.AsString)]),
            var other => throw new InvalidDataException($"An item in the store has the unknown precondition \"{other}\"."),
        },
    };

    public static BsonDocument Encode(QueryEdit edit) => new()
    {
        { "formula", edit.Formula },
        { "expected", () => edit.ExpectedCount!.Value, edit.ExpectedCount is not null },
        { "method", (int)edit.Method },
        { "lang", () => edit.Lang!.Value.ToCode(), edit.Lang is not null },
        { "json", edit.Json.ToArray() },
    };

    /// <exception cref="InvalidDataException">The language is unknown.</exception>
    public static QueryEdit DecodeEdit(BsonDocument edit) => new(
        edit["formula"].AsString,
        edit.TryGetValue("expected", out var expected) ? expected.ToInt32() : null,
        (ItemMethod)edit["method"].ToInt32(),
        !edit.TryGetValue("lang", out var code) ? null
            : LanguageCodes.TryParse(code.AsString, out var lang) ? lang
            : throw new InvalidDataException($"An edit in the store has the unknown language \"{code}\"."),
        edit["json"].AsByteArray);
}
