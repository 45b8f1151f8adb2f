using Wesog.Images;

namespace Wesog.Storage;

/// <summary>
/// Decides what a transaction writes. It has no side effects and depends only on the images. A store may call it several times,
/// also with images that differ from those of the commit; only the last result counts.
/// </summary>
/// <param name="find">Finds an image by id among those that the transaction read; returns null if it does not exist.</param>
public delegate CommitPlan CommitDecision(Func<string, StoredImage?> find);
