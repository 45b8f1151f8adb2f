namespace Wesog.Planning;

/// <summary>The result of one item: written if it is neither skipped nor has a fault.</summary>
internal readonly record struct ItemVerdict(bool IsSkipped, ItemFault? Fault)
{
    public static ItemVerdict Written => default;

    public static ItemVerdict Skipped => new(true, null);

    public static implicit operator ItemVerdict(ItemFault fault) => new(false, fault);
}

/// <summary>Why an item cannot be executed.</summary>
/// <param name="Code">One of <see cref="Operations.ErrorCodes"/>.</param>
/// <param name="Text">The key of the text.</param>
/// <param name="Field">The member; null for the whole item.</param>
/// <param name="Expected">What the text gives as the value that was expected, or as the limit; empty for nothing.</param>
/// <param name="Actual">What the text gives as the actual value; empty for nothing.</param>
internal sealed record ItemFault(string Code, string Text, string? Field = null, string Expected = "", string Actual = "")
{
    public ItemFault(string code)
        : this(code, code)
    {
    }
}
