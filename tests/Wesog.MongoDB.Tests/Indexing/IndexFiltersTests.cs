using MongoDB.Bson;
using Wesog.MongoDB.Indexing;
using Wesog.Query;

namespace Wesog.MongoDB.Tests.Indexing;

/// <summary>A condition becomes a filter of which the server uses an index for each alternative.</summary>
public sealed class IndexFiltersTests
{
    private const string Behind = """{ "_id.tenant": "t", "_index.version": { "$ne": "v" } }""";

    private static readonly IndexCondition Word = new IndexCondition.Term("wsea", false);
    private static readonly IndexCondition Prefix = new IndexCondition.Term("wбо", true);
    private static readonly IndexCondition Unknown = new IndexCondition.Term("x", false);

    public static TheoryData<IndexCondition, string[]> Conditions => new()
    {
        { Word, ["""{ "_id.tenant": "t", "_index.terms": "wsea" }"""] },
        { new IndexCondition.Or([Word, Unknown]), ["""{ "_id.tenant": "t", "_index.terms": { "$in": ["wsea", "x"] } }"""] },
        { new IndexCondition.Or([Prefix, Unknown]), ["""{ "_id.tenant": "t", "_index.terms": { "$in": [/^wбо/, "x"] } }"""] },
        {
            new IndexCondition.Or([new IndexCondition.And([Word, Prefix]), Unknown]),
            [
                """{ "_id.tenant": "t", "$and": [{ "_index.terms": "wsea" }, { "_index.terms": /^wбо/ }] }""",
                """{ "_id.tenant": "t", "_index.terms": "x" }""",
            ]
        },
        {
            new IndexCondition.And([Word, new IndexCondition.Or([Prefix, new IndexCondition.And([Unknown, Word])]), new IndexCondition.Or([Prefix, Unknown])]),
            [
                """
                { "_id.tenant": "t", "$and": [
                    { "_index.terms": "wsea" },
                    { "$or": [{ "$and": [{ "_index.terms": "x" }, { "_index.terms": "wsea" }] }, { "_index.terms": /^wбо/ }] },
                    { "_index.terms": { "$in": [/^wбо/, "x"] } }] }
                """,
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Conditions), DisableDiscoveryEnumeration = true)]
    public void Each_alternative_names_the_tenant(IndexCondition condition, string[] alternatives) =>
        Assert.Equal(Or([.. alternatives, Behind]), IndexFilters.ByIndex("t", condition, "v"));

    [Fact]
    public void A_walk_by_id_has_the_same_alternatives()
    {
        var range = new BsonDocument("$gt", 1);
        Assert.Equal(
            new BsonDocument("_id", range).Merge(Or("""{ "_index.terms": "wsea" }""", """{ "_index.version": { "$ne": "v" } }""")),
            IndexFilters.ById(range, Word, "v"));
    }

    [Theory]
    [InlineData(0, 0, 100)]
    [InlineData(10, 10, 100)]
    [InlineData(1_000_000, 50_000, 100)]
    [InlineData(1_000_000, 50_001, 94)]
    [InlineData(1_000_000, 1_000_000, 0)]
    [InlineData(900_000, 1_000_000, 0)]
    public void The_progress_is_told_if_a_query_tests_many_images(long images, long behind, int percent) =>
        Assert.Equal(percent, new IndexProgress(images, behind).Percent);

    private static BsonDocument Or(params string[] alternatives) => new("$or", new BsonArray(alternatives.Select(BsonDocument.Parse)));
}
