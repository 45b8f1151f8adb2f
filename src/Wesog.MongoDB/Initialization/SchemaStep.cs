using MongoDB.Driver;

namespace Wesog.MongoDB.Initialization;

/// <summary>
/// Changes the documents of a database from one version of their form to the next. Many hosts may run a step at once, and one
/// may stop in the middle of it: so a step changes only what it finds in the old form, and may run again.
/// </summary>
internal delegate Task SchemaStep(IMongoDatabase database, CancellationToken cancellationToken);
