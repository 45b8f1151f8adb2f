namespace Wesog.Images;

/// <summary>A stored image: a small header, and the members as canonical UTF-8 JSON, which stores keep and responses copy.</summary>
/// <remarks><c>docs/specification.md</c>, section "Images"; <c>docs/architecture.md</c> defines canonical JSON.</remarks>
public sealed class StoredImage
{
    private readonly long _createdAt;
    private readonly long _updatedAt;

    /// <summary>Creates an image of a header and members.</summary>
    /// <param name="id">The id of the image.</param>
    /// <param name="lang">The language of the metadata.</param>
    /// <param name="revision">1 for a new image, one more for each later operation that wrote it.</param>
    /// <param name="createdAt">The time at which it was added, to the millisecond.</param>
    /// <param name="updatedAt">The time at which it was last written, to the millisecond.</param>
    /// <param name="json">
    /// Canonical JSON: <c>id</c>, <c>src</c> and every other member with a value, in the order of <c>docs/specification.md</c>, section "Images".
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

    /// <summary>The id of the image.</summary>
    public string Id { get; }

    /// <summary>The language of the metadata.</summary>
    public Language Lang { get; }

    /// <summary>1 for a new image, one more for each later operation that wrote it.</summary>
    public long Revision { get; }

    /// <summary>The time at which it was added: UTC, to the millisecond.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(_createdAt);

    /// <summary>The time at which it was last written: UTC, to the millisecond.</summary>
    public DateTimeOffset UpdatedAt => DateTimeOffset.FromUnixTimeMilliseconds(_updatedAt);

    /// <summary>The members as canonical JSON, without <c>lang</c> and the read-only members.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    internal long CreatedAtMilliseconds => _createdAt;

    internal long UpdatedAtMilliseconds => _updatedAt;

    /// <summary>Decodes the members into a record.</summary>
    public Image ToImage() => ImageDecoder.Decode(Json.Span, Lang);
}
