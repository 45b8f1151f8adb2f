using Wesog.Images;

namespace Wesog.Storage;

/// <summary>
/// Decides what a transaction writes. Pure: called again with the same images it decides the same. A store may call it several
/// times, also with images that turn out not to be those of the commit; only its last answer counts.
/// </summary>
/// <param name="find">The image of an id among those the transaction read; null where there is none.</param>
public delegate CommitResult CommitDecision(Func<string, StoredImage?> find);
