using Wesog.Images;

namespace Wesog.Storage;

/// <summary>The net change of one image.</summary>
/// <param name="Id">The id of the image.</param>
/// <param name="Image">The new image; null if it is deleted.</param>
public readonly record struct ImageWrite(string Id, StoredImage? Image);
