namespace Wesog.Serialization;

/// <summary>
/// Counts the memory that reading a body uses: buffers beyond the first few kilobytes, the items, and listed errors. A host implements it to
/// limit the memory of all bodies together.
/// </summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP". The reader calls it from one thread at a time.</remarks>
public interface IBodyMemory
{
    /// <summary>Reserves memory before the reader uses it. The items of the batch keep theirs after the read, until the host disposes of them.</summary>
    /// <param name="bytes">The number of bytes, at least 1.</param>
    /// <remarks>To refuse, throw. The reader passes the exception on to its caller.</remarks>
    void Reserve(long bytes);

    /// <summary>Returns memory that the reader no longer uses.</summary>
    /// <param name="bytes">The number of bytes, at least 1.</param>
    void Release(long bytes);
}
