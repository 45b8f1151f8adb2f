namespace Wesog.Serialization;

/// <summary>The first byte of a body that is not well-formed JSON in UTF-8, before its cause is known.</summary>
/// <param name="line">Its line, from 1.</param>
/// <param name="position">Its place within its line, from 1.</param>
/// <param name="offset">Its place within what the buffer holds unread, from 0.</param>
/// <param name="isEncoding">Whether it is no UTF-8.</param>
internal sealed class JsonFaultException(long line, long position, int offset, bool isEncoding = false) : Exception
{
    public long Line { get; } = line;

    public long Position { get; } = position;

    public int Offset { get; } = offset;

    public bool IsEncoding { get; } = isEncoding;

    /// <summary>Whether the name of a field ends before it, without a colon.</summary>
    public bool IsAfterName { get; init; }

    /// <summary>Whether it opens one array or object more than may stand within each other.</summary>
    public bool IsTooDeep { get; init; }
}
