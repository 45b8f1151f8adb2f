namespace Wesog.Serialization;

/// <summary>What is known about the first wrong byte of a body: a few bytes around it, and where it stands.</summary>
/// <param name="Before">The bytes before it, at most <see cref="BodyBuffer.WindowLength"/>.</param>
/// <param name="After">The byte and those behind it, at most as many; empty if the body ends before it.</param>
internal sealed record JsonFaultContext(byte[] Before, byte[] After)
{
    public required BatchLayout Layout { get; init; }

    /// <summary>Whether the byte is no UTF-8.</summary>
    public required bool IsEncoding { get; init; }

    /// <inheritdoc cref="JsonFaultException.IsAfterName"/>
    public required bool IsAfterName { get; init; }

    /// <inheritdoc cref="JsonFaultException.IsTooDeep"/>
    public required bool IsTooDeep { get; init; }

    /// <summary>The line of the byte, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Whether nothing but white space stands before it.</summary>
    public required bool IsBlank { get; init; }

    /// <summary>Whether <see cref="Before"/> begins at the first byte of the body.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Whether a complete item or body stands before it.</summary>
    public required bool IsAfterValue { get; init; }

    /// <summary>Whether the body begins with something else than its layout asks for.</summary>
    public required bool IsOtherKind { get; init; }
}
