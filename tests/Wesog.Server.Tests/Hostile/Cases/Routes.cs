namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>The routes of the cases. A test compares them with the mapped routes.</summary>
internal static class Routes
{
    /// <summary>Method and pattern. Routes of batches occur twice, because most mutations change a body.</summary>
    public static IReadOnlyList<(string Method, string Pattern)> All { get; } =
    [
        ("POST", "/imgs"), ("PUT", "/imgs"), ("PATCH", "/imgs"), ("DELETE", "/imgs"), ("GET", "/imgs"),
        ("POST", "/imgs"), ("PUT", "/imgs"), ("PATCH", "/imgs"), ("DELETE", "/imgs"), ("POST", "/imgs/delete"),
        ("POST", "/imgs/{id}"), ("PUT", "/imgs/{id}"), ("PATCH", "/imgs/{id}"), ("DELETE", "/imgs/{id}"), ("GET", "/imgs/{id}"),
        ("POST", "/ops"), ("POST", "/ops"), ("GET", "/ops"), ("DELETE", "/ops"), ("GET", "/ops/{op_id}"), ("DELETE", "/ops/{op_id}"),
    ];

    /// <summary>The other paths of the server, which do not need a key.</summary>
    public static IReadOnlyList<string> Public { get; } = ["/health/live", "/health/ready", "/openapi/v1.json"];
}
