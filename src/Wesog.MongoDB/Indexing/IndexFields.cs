namespace Wesog.MongoDB.Indexing;

/// <summary>The members of an image's document that are its place in the index.</summary>
internal static class IndexFields
{
    /// <summary>Holds the others, at the end of the document. No member of an image begins with an underscore.</summary>
    public const string Name = "_index";

    /// <summary>The version of the index whose terms the document has. If the image was written since, an id of the write; missing if a host without an index wrote it.</summary>
    public const string Version = "_index.version";

    /// <summary>The different terms of the image; of an earlier revision if it was written since.</summary>
    public const string Terms = "_index.terms";

    /// <summary>Stands for the tenant in both indexes.</summary>
    public const string Tenant = "_id.tenant";
}
