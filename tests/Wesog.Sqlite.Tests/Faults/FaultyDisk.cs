namespace Wesog.Sqlite.Tests.Faults;

/// <summary>A disk that counts the calls of SQLite, and fails those that a <see cref="DiskFault"/> names.</summary>
internal sealed class FaultyDisk : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FaultyVfs _vfs;
    private readonly List<(DiskCall Call, FileRole Role, int Bytes)> _calls = [];
    private DiskFault? _fault;
    private bool _returnsZeros;
    private bool _tears;

    public FaultyDisk() => _vfs = new(this);

    /// <summary>The name by which SQLite opens files on this disk.</summary>
    public string FileSystem => _vfs.Name;

    /// <summary>What is on the disk after a power failure; null if no test asks for it.</summary>
    public DurableFiles? Durable { get; init; }

    /// <summary>The number of the call, from 1, whose read returns zeros, of whatever file; 0 for none.</summary>
    public int ReturnsZerosAt { get; init; }

    /// <summary>Whether a call has had the fault.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<(DiskCall Call, FileRole Role, int Bytes)> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Sets the fault, and counts calls from now on.</summary>
    public void Break(DiskFault? fault)
    {
        lock (_lock)
        {
            _fault = fault;
            _calls.Clear();
        }
    }

    /// <summary>Ends the fault.</summary>
    public void Repair()
    {
        lock (_lock)
        {
            _fault = null;
        }
    }

    public void Dispose() => _vfs.Dispose();

    /// <summary>Counts a call. Returns SQLite's error that it fails with, or 0.</summary>
    public int Begin(DiskCall call, FileRole role, int bytes = 0)
    {
        lock (_lock)
        {
            _calls.Add((call, role, bytes));
            (_returnsZeros, _tears) = (_calls.Count == ReturnsZerosAt, false);
            if (_fault is not { } fault
                || !(fault.Lasts ? _calls.Count >= fault.Call : _calls.Count == fault.Call)
                || !DiskFault.Applies(fault.Kind, call, role, bytes))
            {
                return 0;
            }

            HasFailed = true;
            _returnsZeros = fault.Kind is FaultKind.Zeros;
            _tears = fault.Kind is FaultKind.Torn;
            return DiskFault.ResultOf(fault.Kind, call);
        }
    }

    /// <summary>Replaces the bytes of a read that has the fault.</summary>
    public void HasRead(Span<byte> bytes)
    {
        lock (_lock)
        {
            if (_returnsZeros)
            {
                bytes.Clear();
                _returnsZeros = false;
            }
        }
    }

    /// <summary>Returns how many bytes of a write reach the disk.</summary>
    public int CountWritten(int fault, int bytes)
    {
        lock (_lock)
        {
            return fault == 0 ? bytes : _tears ? bytes / 2 : 0;
        }
    }

    public void Written(FileRole role, ReadOnlySpan<byte> bytes, long offset) => Durable?.Write(role, bytes, offset);

    public void Truncated(FileRole role, long size) => Durable?.Truncate(role, size);

    public void Synced(FileRole role) => Durable?.Sync(role);

    public void Deleted(string path) => Durable?.Delete(path);
}
