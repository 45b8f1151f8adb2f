namespace Wesog.Operations;

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
