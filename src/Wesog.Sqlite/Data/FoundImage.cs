using Wesog.Images;

namespace Wesog.Sqlite.Data;

/// <summary>An image and the row that holds it.</summary>
internal readonly record struct FoundImage(long Row, StoredImage Image);
