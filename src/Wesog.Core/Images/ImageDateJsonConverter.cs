using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wesog.Images;

/// <summary>Writes an <see cref="ImageDate"/> as its stored form where a host serializes images itself.</summary>
internal sealed class ImageDateJsonConverter : JsonConverter<ImageDate>
{
    /// <inheritdoc/>
    public override ImageDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ImageDate.TryParse(reader.GetString(), out var date)
            ? date
            : throw new JsonException("A date must be a string in the form YYYY-MM-DD, YYYY-MM or YYYY that the calendar has.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImageDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
