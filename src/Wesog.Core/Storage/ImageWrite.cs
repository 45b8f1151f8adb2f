using Wesog.Images;

namespace Wesog.Storage;

/// <summary>The net change of one image.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Image">What it is from now on; null where it is deleted.</param>
public readonly record struct ImageWrite(string Id, StoredImage? Image);
