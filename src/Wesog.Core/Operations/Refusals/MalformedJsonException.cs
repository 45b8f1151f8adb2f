namespace Wesog.Operations;

/// <summary>A body that is not well-formed JSON in UTF-8.</summary>
/// <remarks>Contract, the 400 of section 6.</remarks>
public sealed class MalformedJsonException(long line, long position) : WesogException(
    $"The body is not well-formed JSON in UTF-8: line {line}, byte {position}.")
{
    /// <summary>The line of the first wrong byte, from 1.</summary>
    public long Line { get; } = line;

    /// <summary>The first wrong byte within its line, from 1.</summary>
    public long Position { get; } = position;
}
