using System.Diagnostics.CodeAnalysis;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>
/// Owns a database exclusively for one store, by whatever name others open it, and detects when the ownership is lost: the file or its log was
/// removed or replaced, or another engine has opened it. A loss is final.
/// </summary>
internal sealed class FileOwnership : IDisposable
{
    private readonly LockFile _lockFile;
    private readonly InodeLock _inodeLock;
    private readonly (string Path, byte[] Encoded)[] _names;
    private readonly (string Path, byte[] Encoded) _log;
    private FileIdentity? _logIdentity;
    private volatile string? _loss;

    private FileOwnership(string path, string realPath, LockFile lockFile, InodeLock inodeLock)
    {
        (RealPath, _lockFile, _inodeLock) = (realPath, lockFile, inodeLock);
        string[] names = path == realPath ? [path] : [path, realPath];
        _names = [.. names.Select(name => (name, FileIdentity.Encode(name)))];
        _log = ($"{realPath}-wal", FileIdentity.Encode($"{realPath}-wal"));
    }

    /// <summary>The path of the database without links.</summary>
    public string RealPath { get; }

    /// <summary>The generation that this store has written to the file; 0 before it has.</summary>
    public long Generation { get; set; }

    /// <summary>Takes the ownership of a database. Creates an empty file if none exists.</summary>
    /// <exception cref="StoreInitializationException">
    /// Another store owns the database, in this process or in another, or the files cannot be written.
    /// </exception>
    public static FileOwnership Take(string path)
    {
        var realPath = RealFile.CreateIfMissing(path);
        var lockFile = LockFile.Take(path, realPath);
        InodeLock? inodeLock = null;
        try
        {
            inodeLock = InodeLock.TryTake(realPath) ?? throw lockFile.InUse(path);
            RequireOneName(realPath);
            lockFile.Sign(path);
            return new(path, realPath, lockFile, inodeLock);
        }
        catch
        {
            inodeLock?.Dispose();
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>Begins to verify the log too. Call it after a write, when a connection is open that keeps the log.</summary>
    /// <exception cref="StoreInitializationException">There is no log: SQLite does not report every failure to create it, and would continue without one.</exception>
    public void WatchLog()
    {
        if (!File.Exists(_log.Path))
        {
            throw new StoreInitializationException(
                SqliteImageStore.StoreName, $"The log of \"{RealPath}\" could not be created. Check the disk, and start the engine again.");
        }

        _logIdentity = FileIdentity.IsSupported ? FileIdentity.Of(_log.Encoded) ?? default(FileIdentity) : null;
    }

    /// <summary>Throws if the ownership has been found lost.</summary>
    /// <exception cref="StoreUnavailableException">It is lost.</exception>
    public void Require()
    {
        if (_loss is { } loss)
        {
            throw Lost(loss);
        }
    }

    /// <summary>Verifies that the names still name the owned file and its log.</summary>
    /// <exception cref="StoreUnavailableException">The ownership is lost.</exception>
    public void Verify()
    {
        Require();
        if (_inodeLock.Identity is not { } owned)
        {
            return;
        }

        foreach (var (path, encoded) in _names)
        {
            Verify(path, encoded, owned);
        }

        if (_logIdentity is { } log)
        {
            Verify(_log.Path, _log.Encoded, log);
        }
    }

    /// <summary>Verifies the generation that the file contains. Each engine increments it when it opens the file.</summary>
    /// <exception cref="StoreUnavailableException">The ownership is lost.</exception>
    public void Verify(long generation)
    {
        Require();
        if (Generation > 0 && Generation != generation)
        {
            Lose($"Another engine has opened \"{RealPath}\": the file has generation {generation}, and this engine has generation {Generation}.");
        }
    }

    /// <summary>Returns whether the database and its log are still those of this store, so that SQLite may delete the log by its name.</summary>
    public bool IsHeld()
    {
        try
        {
            Verify();
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_loss is null)
        {
            _lockFile.EraseName();
        }

        // The lock file last: it has the same name for every store of the path.
        _inodeLock.Dispose();
        _lockFile.Dispose();
    }

    // After a crash the log is beside one of the names. By another, committed transactions would be missing, and the log would fit no longer.
    private static void RequireOneName(string realPath)
    {
        if (FileIdentity.CountNames(realPath) is > 1 and var names)
        {
            throw new StoreInitializationException(
                SqliteImageStore.StoreName,
                $"\"{realPath}\" has {names} names (hard links), and its log may be beside another of them. Find them by find -samefile. Keep the name that has "
                + "a log (-wal) beside it, if one has, and remove the others; a copy (cp) or a symbolic link can replace them.");
        }
    }

    private void Verify(string path, byte[] encodedPath, FileIdentity expected)
    {
        FileIdentity? found;
        try
        {
            found = FileIdentity.Of(encodedPath);
        }
        catch (IOException failure)
        {
            Lose($"\"{path}\" cannot be followed any longer: {failure.Message}");
            throw;
        }

        if (found != expected)
        {
            Lose(found is null ? $"\"{path}\" was removed while the engine used it." : $"\"{path}\" was replaced while the engine used it.");
        }
    }

    [DoesNotReturn]
    private void Lose(string loss) => throw Lost(_loss ??= loss);

    private static StoreUnavailableException Lost(string loss) =>
        new(SqliteImageStore.StoreName, StoreUnavailableReason.OwnershipLost, new IOException(loss));
}
