namespace Wesog.AspNetCore;

/// <summary>The hash of a key and the tenant that the key selects.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP". Several keys may select one tenant.</remarks>
public sealed class ApiKey
{
    private byte[]? _digest;

    /// <summary>The tenant: 1 to 255 characters.</summary>
    public string Tenant { get; set; } = string.Empty;

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

    internal ReadOnlySpan<byte> Digest => _digest ??= Convert.FromHexString(Sha256);
}
