namespace Wesog.Sqlite.Tests.Faults;

/// <summary>
/// Models what a disk keeps when the power fails: what was synced. From a given sync on the disk lies: it confirms the sync, and keeps later writes in
/// a cache, of which a power failure loses any.
/// </summary>
/// <param name="trueSyncs">The number of syncs before the disk begins to lie.</param>
internal sealed class DurableFiles(int trueSyncs)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FileRole, byte[]> _synced = [];
    private readonly List<(FileRole Role, byte[]? Bytes, long Offset)> _cached = [];
    private int _syncs;

    /// <summary>The number of syncs so far.</summary>
    public int Syncs => Volatile.Read(ref _syncs);

    public void Write(FileRole role, ReadOnlySpan<byte> bytes, long offset)
    {
        lock (_lock)
        {
            _cached.Add((role, bytes.ToArray(), offset));
        }
    }

    public void Truncate(FileRole role, long size)
    {
        lock (_lock)
        {
            _cached.Add((role, null, size));
        }
    }

    public void Delete(string path)
    {
        if (path.EndsWith("-wal", StringComparison.Ordinal))
        {
            Truncate(FileRole.Log, 0);
        }
    }

    public void Sync(FileRole role)
    {
        lock (_lock)
        {
            if (++_syncs <= trueSyncs)
            {
                _cached.Where(write => write.Role == role).ToList().ForEach(write => Apply(_synced, write));
                _cached.RemoveAll(write => write.Role == role);
            }
        }
    }

    /// <summary>Writes the files as they are after a power failure.</summary>
    /// <param name="path">The path of the database.</param>
    /// <param name="survives">Whether the n-th of the writes in the cache has reached the disk.</param>
    public void Restore(string path, Func<int, bool> survives)
    {
        lock (_lock)
        {
            var files = _synced.ToDictionary(file => file.Key, file => file.Value.ToArray());
            for (var i = 0; i < _cached.Count; i++)
            {
                if (survives(i))
                {
                    Apply(files, _cached[i]);
                }
            }

            File.WriteAllBytes(path, files.GetValueOrDefault(FileRole.Database, []));
            File.WriteAllBytes(path + "-wal", files.GetValueOrDefault(FileRole.Log, []));
        }
    }

    private static void Apply(Dictionary<FileRole, byte[]> files, (FileRole Role, byte[]? Bytes, long Offset) write)
    {
        var file = files.GetValueOrDefault(write.Role, []);
        var size = write.Bytes is null ? write.Offset : Math.Max(file.Length, write.Offset + write.Bytes.Length);
        Array.Resize(ref file, (int)size);
        write.Bytes?.CopyTo(file, write.Offset);
        files[write.Role] = file;
    }
}
