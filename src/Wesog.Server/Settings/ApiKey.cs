namespace Wesog.Server.Settings;

/// <summary>A key that callers may present, and whose it is.</summary>
/// <param name="Tenant">The tenant that the key selects.</param>
/// <param name="Sha256">The key's SHA-256 hash, as lower-case hexadecimal digits.</param>
internal sealed record ApiKey(string Tenant, string Sha256)
{
    /// <summary>What the server accepts where no key is configured and only this machine can reach it.</summary>
    public const string LocalKey = "local";

    /// <summary>The key <c>local</c> of the tenant <c>local</c>.</summary>
    public static ApiKey Local { get; } = new("local", "25bf8e1a2393f1108d37029b3df5593236c755742ec93465bbafa9b290bddcf6");
}
