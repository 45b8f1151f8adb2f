namespace Wesog.Sqlite.Data;

/// <summary>A part of a payload as it is stored. The caller's thread computes the checksum of its content, not the writer's.</summary>
internal sealed class PackedPart
{
    private readonly int _checksum;

    public PackedPart(byte[] content)
    {
        Content = content;
        var checksum = new Checksum();
        checksum.Add(content);
        _checksum = checksum.Value;
    }

    public byte[] Content { get; }

    /// <summary>Returns the checksum of the row that contains the part.</summary>
    public int ChecksumAt(long operation, int part)
    {
        var checksum = new Checksum();
        checksum.Add(_checksum);
        checksum.Add(operation);
        checksum.Add(part);
        return checksum.Value;
    }
}
