using Wesog.Images;

namespace Wesog.Sqlite.Data;

/// <summary>An image and its row id.</summary>
internal readonly record struct FoundImage(long Row, StoredImage Image);
