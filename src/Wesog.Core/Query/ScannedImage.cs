using System.Diagnostics.CodeAnalysis;
using Wesog.Images;
using Wesog.Query.Matching;

namespace Wesog.Query;

/// <summary>A stored image as a store reads it. Its JSON needs to be valid only during the call that receives it.</summary>
public readonly ref struct ScannedImage
{
    private readonly StoredImage? _image;
    private readonly long _createdAt;
    private readonly long _updatedAt;

    /// <summary>Wraps an image in memory.</summary>
    /// <param name="image">The image.</param>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    public ScannedImage(StoredImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        _image = image;
        _createdAt = image.CreatedAtMilliseconds;
        _updatedAt = image.UpdatedAtMilliseconds;
        Lang = image.Lang;
        Revision = image.Revision;
        Json = image.Json.Span;
    }

    /// <summary>Creates an image in a buffer of the store. The engine copies it if it needs it later.</summary>
    /// <param name="lang">The language of the metadata.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="createdAt">When it was added, in milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="updatedAt">When it was last written, in milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="json">The members as canonical JSON, as in <see cref="StoredImage.Json"/>.</param>
    public ScannedImage(Language lang, long revision, long createdAt, long updatedAt, ReadOnlySpan<byte> json)
    {
        _createdAt = createdAt;
        _updatedAt = updatedAt;
        Lang = lang;
        Revision = revision;
        Json = json;
    }

    /// <summary>The language of the metadata.</summary>
    public Language Lang { get; }

    /// <summary>The revision.</summary>
    public long Revision { get; }

    /// <summary>The members as canonical JSON.</summary>
    public ReadOnlySpan<byte> Json { get; }

    /// <summary>When it was added: UTC, to the millisecond.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(_createdAt);

    /// <summary>When it was last written: UTC, to the millisecond.</summary>
    public DateTimeOffset UpdatedAt => DateTimeOffset.FromUnixTimeMilliseconds(_updatedAt);

    /// <summary>Wraps an image in memory.</summary>
    /// <param name="image">The image.</param>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The alternate is the constructor.")]
    public static implicit operator ScannedImage(StoredImage image) => new(image);

    internal string ReadId() => _image?.Id ?? ImageReader.ReadId(Json);

    /// <summary>Returns the image. Copies the JSON if it is in a buffer of the store.</summary>
    public StoredImage ToImage() => _image ?? new(ImageReader.ReadId(Json), Lang, Revision, CreatedAt, UpdatedAt, Json.ToArray());
}
