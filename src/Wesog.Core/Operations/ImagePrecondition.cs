using System.Text.Json.Serialization;

namespace Wesog.Operations;

/// <summary>
/// What must hold of an image when its item is executed. Otherwise the item has the error <see cref="ErrorCodes.PreconditionFailed"/>, also in
/// a relaxed operation.
/// </summary>
/// <remarks><c>docs/specification.md</c>, section "Preconditions".</remarks>
[JsonDerivedType(typeof(Exists), "exists")]
[JsonDerivedType(typeof(Absent), "absent")]
[JsonDerivedType(typeof(HasTag), "tags")]
public abstract record ImagePrecondition
{
    private ImagePrecondition()
    {
    }

    /// <summary>The image exists.</summary>
    public sealed record Exists : ImagePrecondition;

    /// <summary>The image does not exist.</summary>
    public sealed record Absent : ImagePrecondition;

    /// <summary>The image exists and has one of the given entity tags.</summary>
    /// <param name="Tags">Values of <see cref="Serialization.ImageTag.Of(Images.StoredImage)"/>. No image has any other text.</param>
    public sealed record HasTag(IReadOnlyList<string> Tags) : ImagePrecondition
    {
        /// <summary>Whether the tags are the same.</summary>
        public bool Equals(HasTag? other) => other is not null && Tags.SequenceEqual(other.Tags);

        /// <inheritdoc/>
        public override int GetHashCode() => Tags.Aggregate(0, HashCode.Combine);
    }
}
