using MongoDB.Driver;

namespace Wesog.MongoDB.Initialization;

/// <summary>
/// Upgrades the documents of a database by one schema version. Several hosts may run a step at once, and a host may stop
/// partway. A step must therefore change only documents in the old format, and must be safe to run again.
/// </summary>
internal delegate Task SchemaStep(IMongoDatabase database, CancellationToken cancellationToken);
