namespace Wesog.Serialization;

/// <summary>The first byte of a body that is not well-formed JSON in UTF-8, before its cause is known.</summary>
/// <param name="line">The line of the byte, from 1.</param>
/// <param name="position">The position of the byte in its line, from 1.</param>
/// <param name="offset">The position of the byte in the unread part of the buffer, from 0.</param>
/// <param name="isEncoding">Whether the byte is not UTF-8.</param>
internal sealed class JsonFaultException(long line, long position, int offset, bool isEncoding = false) : Exception
{
    public long Line { get; } = line;

    public long Position { get; } = position;

    public int Offset { get; } = offset;

    public bool IsEncoding { get; } = isEncoding;

    /// <summary>Whether the name of a member ends before the byte, without a colon.</summary>
    public bool IsAfterName { get; init; }

    /// <summary>Whether the byte opens an array or object beyond the largest depth.</summary>
    public bool IsTooDeep { get; init; }
}

/// <summary>The first invalid byte of a body and its surroundings.</summary>
/// <param name="Fault">The position of the byte.</param>
/// <param name="Layout">The layout of the body.</param>
/// <param name="Surroundings">The bytes around it.</param>
/// <param name="IsAfterValue">Whether a complete item or body ends before it.</param>
/// <param name="IsOtherKind">Whether the body begins with another type than its layout requires.</param>
internal sealed record JsonFaultContext(
    JsonFaultException Fault, BatchLayout Layout, JsonSurroundings Surroundings, bool IsAfterValue, bool IsOtherKind)
{
    public byte[] Before => Surroundings.Before;

    public byte[] After => Surroundings.After;

    public bool IsBlank => Surroundings.IsBlank;

    public bool IsWhole => Surroundings.IsWhole;
}

/// <summary>The bytes around a position of a body.</summary>
/// <param name="Before">The bytes before it, at most <see cref="BodyBuffer.WindowLength"/>.</param>
/// <param name="After">The byte itself and the bytes after it, at most as many; empty if the body ends before it.</param>
/// <param name="IsWhole">Whether <paramref name="Before"/> starts at the first byte of the body.</param>
/// <param name="IsBlank">Whether only white space precedes it.</param>
internal sealed record JsonSurroundings(byte[] Before, byte[] After, bool IsWhole, bool IsBlank);
