namespace Wesog.Operations;

/// <summary>What an idempotency key may be.</summary>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
public static class IdempotencyKeys
{
    private const int MaxLength = 255;

    /// <summary>Whether a text is 1 to 255 printable ASCII characters (U+0020 to U+007E).</summary>
    public static bool IsValid(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is >= 1 and <= MaxLength && !key.AsSpan().ContainsAnyExceptInRange(' ', '~');
    }
}
