namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>The routes that cases are made of; a test holds them to those that the server maps.</summary>
internal static class Routes
{
    /// <summary>Method and pattern; the ones that write batches stand twice, since most of what can be wrong is in a body.</summary>
    public static IReadOnlyList<(string Method, string Pattern)> All { get; } =
    [
        ("POST", "/imgs"), ("PUT", "/imgs"), ("PATCH", "/imgs"), ("DELETE", "/imgs"), ("GET", "/imgs"),
        ("POST", "/imgs"), ("PUT", "/imgs"), ("PATCH", "/imgs"), ("DELETE", "/imgs"), ("POST", "/imgs/delete"),
        ("POST", "/imgs/{id}"), ("PUT", "/imgs/{id}"), ("PATCH", "/imgs/{id}"), ("DELETE", "/imgs/{id}"), ("GET", "/imgs/{id}"),
        ("POST", "/ops"), ("POST", "/ops"), ("GET", "/ops"), ("GET", "/ops/{op_id}"), ("DELETE", "/ops/{op_id}"),
    ];

    /// <summary>What the server answers beside them, without a key.</summary>
    public static IReadOnlyList<string> Public { get; } = ["/health/live", "/health/ready", "/openapi/v1.json"];
}
