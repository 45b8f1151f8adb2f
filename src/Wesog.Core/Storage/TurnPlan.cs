using Wesog.Images;

namespace Wesog.Storage;

/// <summary>Decides what a transaction writes. Pure: called again with the same images it decides the same.</summary>
/// <param name="find">The image of an id among those the transaction read; null where there is none.</param>
public delegate TurnOutcome TurnPlan(Func<string, StoredImage?> find);
