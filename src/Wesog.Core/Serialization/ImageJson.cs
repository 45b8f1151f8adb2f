using System.Text.Json;
using Wesog.Images;

namespace Wesog.Serialization;

/// <summary>Writes stored images as JSON: their members, <c>lang</c>, <c>created_at</c>, <c>updated_at</c> and <c>revision</c>.</summary>
/// <remarks>Contract, section 2.</remarks>
public static class ImageJson
{
    /// <summary>Writes an image as an object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="image">What.</param>
    /// <param name="fields">Which members; null for all.</param>
    public static void Write(Utf8JsonWriter writer, StoredImage image, FieldSelection? fields = null) => throw new NotImplementedException();
}
