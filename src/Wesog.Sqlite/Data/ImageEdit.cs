using Wesog.Images;

namespace Wesog.Sqlite.Data;

/// <summary>A change of one row: a new one where there is no row, a deletion where there is no image.</summary>
internal readonly record struct ImageEdit(string Id, long? Row, StoredImage? Image);
