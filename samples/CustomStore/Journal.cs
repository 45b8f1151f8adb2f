using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wesog.Samples.CustomStore;

/// <summary>
/// An append-only file of records. A record is the length of its content, the checksum of the length, the checksum of the content, and
/// the content in JSON. The first record is a <see cref="Header"/>, each other one a <see cref="Change"/>.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int Version = 1;
    private const int FrameBytes = 12;

    // A member that the type does not have is an error, not ignored: so no data is lost if a later version renames one.
    private static readonly JsonSerializerOptions _json = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly FileStream _lock;
    private readonly FileStream _file;
    private long _end;
    private bool _hasRemains;

    private Journal(FileStream heldLock, FileStream file, long openings) =>
        (_lock, _file, _end, Openings) = (heldLock, file, file.Length, openings);

    /// <summary>The number of times the journal has been opened, including this one.</summary>
    public long Openings { get; }

    /// <summary>Locks the directory, replays the journal, and replaces it by one that describes only the present state.</summary>
    /// <exception cref="StoreInitializationException">The directory is in use or cannot be used, or the journal is damaged or newer.</exception>
    /// <exception cref="StoreUnavailableException">The disk is full.</exception>
    public static Journal Open(
        string directory, Func<string, FileMode, FileStream> openFile, Action<Change> replay, Func<IEnumerable<Change>> describe)
    {
        var path = Path.Combine(directory, "journal");
        FileStream? heldLock = null;
        try
        {
            Directory.CreateDirectory(directory);
            heldLock = new(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var openings = 1 + (File.Exists(path) ? Replay(path, replay) : 0);
            using (var file = openFile($"{path}.new", FileMode.Create))
            {
                file.Write(Record(new Header(Version, openings)));
                foreach (var change in describe())
                {
                    file.Write(Record(change));
                }

                file.Flush(flushToDisk: true);
            }

            File.Move($"{path}.new", path, overwrite: true);
            StoreFiles.FlushDirectory(directory);
            return new(heldLock, openFile(path, FileMode.Open), openings);
        }
        catch (Exception failure)
        {
            heldLock?.Dispose();
            throw StoreFiles.WhyNotOpened(directory, failure);
        }
    }

    /// <summary>Appends a change and flushes it to the disk. If it throws, the change counts as not made.</summary>
    /// <exception cref="StoreUnavailableException">The change cannot be written.</exception>
    public void Append(Change change)
    {
        _end += Write(Record(change));
        _hasRemains = false;
    }

    /// <summary>Reads from the file, or writes bytes after its end, which the next write removes.</summary>
    /// <returns>The number of bytes that were read or written.</returns>
    public int Probe(int writtenBytes) => writtenBytes > 0
        ? Write(new byte[writtenBytes])
        : Try(() => RandomAccess.Read(_file.SafeFileHandle, new byte[FrameBytes], fileOffset: 0));

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static int Try(Func<int> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure) when (StoreFiles.ReasonOf(failure) is not null)
        {
            throw StoreFiles.Unavailable(failure);
        }
    }

    // Bytes after the end remain from a write that failed, or from a probe.
    private int Write(byte[] bytes) => Try(() =>
    {
        if (_hasRemains)
        {
            _file.SetLength(_end);
        }

        _hasRemains = true;
        _file.Position = _end;
        _file.Write(bytes);
        _file.Flush(flushToDisk: true);
        return bytes.Length;
    });

    private static long Replay(string path, Action<Change> replay)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var header = TryRead(file, 0) is { } first ? JsonSerializer.Deserialize<Header>(first, _json)! : null;
        if (header is not { Version: <= Version })
        {
            throw StoreFiles.Refused(header is null
                ? $"\"{path}\" is damaged in its first record, or is not a journal of this store. Restore a copy, or name another directory."
                : $"\"{path}\" has version {header.Version}; this program reads version {Version}. Use a newer program.");
        }

        for (var at = file.Position; at < file.Length; at = file.Position)
        {
            if (TryRead(file, at) is { } content)
            {
                replay(JsonSerializer.Deserialize<Change>(content, _json)!);
                continue;
            }

            // A record that a crash has cut off has no successor.
            for (var next = at + 1; next < file.Length; next++)
            {
                if (TryRead(file, next) is not null)
                {
                    throw StoreFiles.Refused($"\"{path}\" is damaged from byte {at} to byte {next}. Restore a copy.");
                }
            }

            break;
        }

        return header.Openings;
    }

    private static byte[]? TryRead(FileStream file, long at)
    {
        Span<byte> frame = stackalloc byte[FrameBytes];
        file.Seek(at, SeekOrigin.Begin);
        if (file.ReadAtLeast(frame, FrameBytes, throwOnEndOfStream: false) < FrameBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]) != Checksum(frame[..4])
            || BinaryPrimitives.ReadInt32LittleEndian(frame) is var length && (length < 0 || length > file.Length - file.Position))
        {
            return null;
        }

        var content = new byte[length];
        file.ReadExactly(content);
        return BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]) == Checksum(content) ? content : null;
    }

    private static byte[] Record<T>(T value)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(value, _json);
        var record = new byte[FrameBytes + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Checksum(record.AsSpan(0, 4)));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(content));
        content.CopyTo(record, FrameBytes);
        return record;
    }

    // Does not begin with 0, so that zeros are no record.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var next in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, next);
        }

        return checksum;
    }

    private sealed record Header(int Version, long Openings);
}
