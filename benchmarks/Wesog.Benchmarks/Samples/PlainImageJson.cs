using System.Text.Json.Serialization;

namespace Wesog.Benchmarks.Samples;

/// <summary>The serializer that the compiler writes: the fastest that the platform has by itself.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlainImage[]))]
internal sealed partial class PlainImageJson : JsonSerializerContext;
