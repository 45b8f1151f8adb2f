using MongoDB.Bson;
using Wesog.MongoDB.Documents;
using Wesog.Query;

namespace Wesog.MongoDB.Indexing;

/// <summary>Builds the filters that select images by their terms.</summary>
internal static class IndexFilters
{
    /// <summary>Matches images that are not in an index, of all tenants.</summary>
    public static BsonDocument NotIn(string version) => new(IndexFields.Version, new BsonDocument("$ne", version));

    /// <summary>Matches a tenant's images that the index finds, and those that are not in it. The server uses an index for each alternative.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="condition">What the index finds.</param>
    /// <param name="version">The version of the index.</param>
    public static BsonDocument ByIndex(string tenant, IndexCondition condition, string version) =>
        AnyOf(Alternatives(condition, version).Select(alternative => new BsonDocument(IndexFields.Tenant, tenant).Merge(alternative)));

    /// <summary>Matches the same images between two ids, for a walk in their order.</summary>
    /// <param name="ids">The range of <c>_id</c>, which is of one tenant.</param>
    /// <param name="condition">What the index finds.</param>
    /// <param name="version">The version of the index.</param>
    public static BsonDocument ById(BsonDocument ids, IndexCondition condition, string version) =>
        new BsonDocument("_id", ids).Merge(AnyOf(Alternatives(condition, version)));

    private static IEnumerable<BsonDocument> Alternatives(IndexCondition condition, string version) =>
        Split(condition is IndexCondition.Or or ? or.Operands : [condition]).Append(NotIn(version));

    private static BsonDocument Filter(IndexCondition condition) => condition switch
    {
        IndexCondition.And and => new("$and", new BsonArray(and.Operands.Select(Filter))),
        IndexCondition.Or or => Split(or.Operands) is [var only] ? only : AnyOf(Split(or.Operands)),
        _ => Terms([(IndexCondition.Term)condition]),
    };

    // Alternatives of single terms are one list, which needs one scan.
    private static List<BsonDocument> Split(IReadOnlyList<IndexCondition> operands)
    {
        var terms = operands.OfType<IndexCondition.Term>().ToList();
        var filters = operands.Where(operand => operand is not IndexCondition.Term).Select(Filter).ToList();
        return terms.Count == 0 ? filters : [.. filters, Terms(terms)];
    }

    private static BsonDocument Terms(List<IndexCondition.Term> terms) => new(
        IndexFields.Terms, terms is [var only] ? Value(only) : new BsonDocument("$in", new BsonArray(terms.Select(Value))));

    // A term is letters, digits and marks, so that nothing in it is special in an expression. Of one with an anchor the server reads the range of the index.
    private static BsonValue Value(IndexCondition.Term term) => term.IsPrefix ? new BsonRegularExpression($"^{term.Text}") : new BsonString(term.Text);

    private static BsonDocument AnyOf(IEnumerable<BsonDocument> alternatives) => new("$or", new BsonArray(alternatives));
}
