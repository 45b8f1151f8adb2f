using Wesog.AspNetCore;

namespace Wesog.Server.Settings;

/// <summary>The key that the server accepts if no key is configured and only this machine can reach it.</summary>
internal static class LocalKey
{
    /// <summary>The key, in plain text.</summary>
    public const string Text = "local";

    /// <summary>The key's tenant.</summary>
    public const string Tenant = "local";

    private const string Sha256 = "25bf8e1a2393f1108d37029b3df5593236c755742ec93465bbafa9b290bddcf6";

    /// <summary>The key as a configured key.</summary>
    public static ApiKey Configured => new() { Tenant = Tenant, Sha256 = Sha256, LoopbackOnly = true };
}
