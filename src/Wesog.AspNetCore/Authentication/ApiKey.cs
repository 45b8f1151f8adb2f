namespace Wesog.AspNetCore;

/// <summary>The hash of a key and the tenant that the key selects.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP". Several keys may select one tenant.</remarks>
public sealed class ApiKey
{
    private byte[]? _digest;

    /// <summary>The tenant: 1 to 255 characters.</summary>
    public string Tenant { get; set; } = string.Empty;

    /// <summary>What the key is called, which operations show as <c>submitted_by</c>: 1 to 255 characters; null for no name. Default null.</summary>
    public string? Name { get; set; }

    /// <summary>The SHA-256 hash of the key's UTF-8 bytes: 64 lower-case hexadecimal digits.</summary>
    public string Sha256
    {
        get;
        set
        {
            field = value;
            _digest = null;
        }
    }

    = string.Empty;

    /// <summary>
    /// Whether the key is accepted only in requests to this machine by name, <c>localhost</c>, an address of 127.0.0.0/8 or <c>[::1]</c>, that no web page
    /// of another site sent; others get a 403. For keys that everyone knows, on servers that only this machine can reach. Default false.
    /// </summary>
    public bool LoopbackOnly { get; set; }

    internal ReadOnlySpan<byte> Digest => _digest ??= Convert.FromHexString(Sha256);
}
