namespace Wesog.Images;

/// <summary>
/// An image as it is kept: a small header and the members as canonical UTF-8 JSON, which stores keep and readers
/// stream as it is.
/// </summary>
/// <remarks><c>docs/specification.md</c>, section "Images"; what canonical means is said in <c>docs/architecture.md</c>.</remarks>
public sealed class StoredImage
{
    private readonly long _createdAt;
    private readonly long _updatedAt;

    /// <summary>An image of the given header and members.</summary>
    /// <param name="id">The image's id.</param>
    /// <param name="lang">The language of its metadata.</param>
    /// <param name="revision">1 for a new image, one more for each operation that wrote it since.</param>
    /// <param name="createdAt">When it was added, to the millisecond.</param>
    /// <param name="updatedAt">When it was last written, to the millisecond.</param>
    /// <param name="json">
    /// A JSON object of <c>id</c>, <c>src</c> and every other member that has a value, in the order of <c>docs/specification.md</c>, section "Images".
    /// </param>
    public StoredImage(
        string id, Language lang, long revision, DateTimeOffset createdAt, DateTimeOffset updatedAt, ReadOnlyMemory<byte> json)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        Id = id;
        Lang = lang;
        Revision = revision;
        _createdAt = createdAt.ToUnixTimeMilliseconds();
        _updatedAt = updatedAt.ToUnixTimeMilliseconds();
        Json = json;
    }

    /// <summary>The image's id.</summary>
    public string Id { get; }

    /// <summary>The language of its metadata.</summary>
    public Language Lang { get; }

    /// <summary>1 for a new image, one more for each operation that wrote it since.</summary>
    public long Revision { get; }

    /// <summary>When it was added: UTC, to the millisecond.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(_createdAt);

    /// <summary>When it was last written: UTC, to the millisecond.</summary>
    public DateTimeOffset UpdatedAt => DateTimeOffset.FromUnixTimeMilliseconds(_updatedAt);

    /// <summary>Its members as canonical JSON, <c>lang</c> and the engine's own members not among them.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>The members as a record, ready to be changed and sent back. Decoded anew at each call.</summary>
    public Image ToImage() => ImageDecoder.Decode(Json.Span, Lang);
}
