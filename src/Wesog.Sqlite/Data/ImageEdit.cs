using Wesog.Images;

namespace Wesog.Sqlite.Data;

/// <summary>A change of one row: an insert if the row is null, a delete if the image is null.</summary>
internal readonly record struct ImageEdit(string Id, long? Row, StoredImage? Image);
