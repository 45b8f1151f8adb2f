using Wesog.Images;

namespace Wesog.Operations;

/// <summary>One item of an <see cref="ImageBatch"/>: exactly one of add, replace, modify, delete.</summary>
public abstract record ImageItem
{
    private ImageItem()
    {
    }

    /// <summary>The method of the item.</summary>
    public abstract ItemMethod Method { get; }

    /// <summary>What must hold of the image when the item is executed; null for nothing.</summary>
    public ImagePrecondition? Precondition { get; init; }

    // Only an item that needs an existing image has one.
    internal virtual long? ExpectedRevision => null;

    /// <summary>Adds an image.</summary>
    /// <param name="Image">The image.</param>
    public sealed record Add(Image Image) : ImageItem
    {
        /// <inheritdoc/>
        public override ItemMethod Method => ItemMethod.Add;
    }

    /// <summary>Replaces the whole record of an image.</summary>
    /// <param name="Image">The new record.</param>
    public sealed record Replace(Image Image) : ImageItem
    {
        /// <inheritdoc/>
        public override ItemMethod Method => ItemMethod.Replace;

        /// <summary>The revision that the image must have at this place of the sequence, at least 1; null for any.</summary>
        public long? IfRevision { get; init; }

        internal override long? ExpectedRevision => IfRevision;
    }

    /// <summary>Changes some members of an image.</summary>
    /// <param name="Change">Which members, and to what.</param>
    public sealed record Modify(ImageChange Change) : ImageItem
    {
        /// <inheritdoc/>
        public override ItemMethod Method => ItemMethod.Modify;

        /// <summary>The revision that the image must have at this place of the sequence, at least 1; null for any.</summary>
        public long? IfRevision { get; init; }

        internal override long? ExpectedRevision => IfRevision;
    }

    /// <summary>Deletes an image.</summary>
    /// <param name="Id">Its id.</param>
    public sealed record Delete(string Id) : ImageItem
    {
        /// <inheritdoc/>
        public override ItemMethod Method => ItemMethod.Delete;

        /// <summary>The revision that the image must have at this place of the sequence, at least 1; null for any.</summary>
        public long? IfRevision { get; init; }

        internal override long? ExpectedRevision => IfRevision;
    }
}

/// <summary>What one item of a batch does to its image.</summary>
/// <remarks><c>docs/specification.md</c>, section "Batches".</remarks>
public enum ItemMethod
{
    /// <summary>Adds an image; in a relaxed operation it overwrites one that exists.</summary>
    Add,

    /// <summary>Replaces the whole record of an image that exists (PUT).</summary>
    Replace,

    /// <summary>Changes some members of an image that exists (PATCH).</summary>
    Modify,

    /// <summary>Deletes an image; one that does not exist is skipped.</summary>
    Delete,
}
