using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>Locks the database file itself, by whatever name a store opens it. The lock ends with the process.</summary>
/// <remarks>
/// <para>Locks one byte far beyond those that SQLite locks. On Linux the lock belongs to the open file (<c>F_OFD_SETLK</c>); on Windows locks do so anyway.
/// On other systems there is no such lock: the lock file alone excludes other stores.</para>
/// <para>The table of owned files is static because the danger is: when a process closes any descriptor of a file, the system drops all locks of SQLite
/// on it in that process. So a second store must not even open the file, and has to know beforehand what all stores of the process own.</para>
/// </remarks>
internal sealed class InodeLock : IDisposable
{
    private const long Position = long.MaxValue - 1;

    private static readonly Lock Changing = new();
    private static readonly HashSet<FileIdentity> Owned = [];

    private readonly IDisposable? _file;

    private InodeLock(FileIdentity? identity, IDisposable? file) => (Identity, _file) = (identity, file);

    /// <summary>The identity of the locked file; null on systems that do not tell it.</summary>
    public FileIdentity? Identity { get; }

    /// <summary>Locks a file. Returns null if another store owns it.</summary>
    /// <exception cref="StoreInitializationException">The file cannot be opened or locked.</exception>
    public static InodeLock? TryTake(string path)
    {
        try
        {
            return FileIdentity.IsSupported ? TryTakeOnLinux(path)
                : OperatingSystem.IsWindows() ? TryTakeOnWindows(path)
                : new(null, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreInitializationException(SqliteImageStore.StoreName, $"\"{path}\" cannot be opened: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        if (_file is SafeFileHandle descriptor)
        {
            Libc.UnlockByte(descriptor, Position);
        }

        _file?.Dispose();
        if (Identity is { } owned)
        {
            lock (Changing)
            {
                Owned.Remove(owned);
            }
        }
    }

    private static InodeLock? TryTakeOnLinux(string path)
    {
        lock (Changing)
        {
            while (true)
            {
                var identity = FileIdentity.Of(path) ?? throw new FileNotFoundException($"There is no file \"{path}\".");
                if (Owned.Contains(identity))
                {
                    return null;
                }

                var file = Libc.Open(path);

                // Opening may change the identity: a file of a lower layer of an overlay is copied up. Or another file has replaced it.
                if (FileIdentity.Of(path) != identity)
                {
                    file.Dispose();
                    continue;
                }

                var error = Libc.LockByte(file, Position);
                switch (error)
                {
                    // A system without locks of open files says "invalid". There the lock file alone excludes other stores.
                    case 0 or Libc.Invalid:
                        Owned.Add(identity);
                        return new(identity, file);
                    case Libc.Again or Libc.Denied:
                        file.Dispose();
                        return null;
                    default:
                        file.Dispose();
                        throw new IOException(Marshal.GetPInvokeErrorMessage(error));
                }
            }
        }
    }

    [SupportedOSPlatform("windows")]
    private static InodeLock? TryTakeOnWindows(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        try
        {
            file.Lock(Position, 1);
            return new(null, file);
        }
        catch (IOException)
        {
            file.Dispose();
            return null;
        }
    }
}
