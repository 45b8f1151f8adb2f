using System.Text.Json.Serialization;

namespace Wesog.Benchmarks.Samples;

/// <summary>The source-generated serializer, the fastest one of the framework.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlainImage))]
[JsonSerializable(typeof(PlainImage[]))]
internal sealed partial class PlainImageJson : JsonSerializerContext;
