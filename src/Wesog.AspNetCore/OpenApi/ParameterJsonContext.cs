using System.Text.Json.Serialization;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>The types that <see cref="RouteDescriptionProvider"/> names, so that OpenAPI documents need no reflection for them.</summary>
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(long))]
internal sealed partial class ParameterJsonContext : JsonSerializerContext;
