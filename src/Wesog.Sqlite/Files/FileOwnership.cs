using System.Diagnostics;
using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>
/// Locks a database exclusively for one store with an operating-system lock on a file beside it. The lock ends with
/// the process, however the process ends.
/// </summary>
/// <remarks>A second file holds the owner's name, because some platforms do not allow reading a locked file.</remarks>
internal sealed class FileOwnership : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _ownerPath;

    private FileOwnership(FileStream heldLock, string ownerPath) => (_lock, _ownerPath) = (heldLock, ownerPath);

    /// <exception cref="StoreInitializationException">
    /// Another store owns the database, in this process or in another, or the lock file cannot be written.
    /// </exception>
    public static FileOwnership Take(string path)
    {
        var (lockPath, ownerPath) = ($"{path}.lock", $"{path}.owner");
        while (true)
        {
            var held = Lock(path, lockPath, ownerPath);

            // The previous owner may have deleted the file after we opened it. A lock on a deleted file excludes no one.
            if (File.Exists(lockPath))
            {
                var ownership = new FileOwnership(held, ownerPath);
                ownership.Sign(path);
                return ownership;
            }

            held.Dispose();
        }
    }

    public void Dispose()
    {
        File.Delete(_ownerPath);
        _lock.Dispose();
    }

    private static FileStream Lock(string path, string lockPath, string ownerPath)
    {
        try
        {
            return new(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException failure) when (File.Exists(lockPath))
        {
            throw new StoreInitializationException(
                SqliteImageStore.StoreName,
                $"\"{path}\" is in use by {OwnerOf(ownerPath)}. One engine at a time works on a database; stop that one, or name another file.",
                failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, failure);
        }
    }

    private void Sign(string path)
    {
        try
        {
            File.WriteAllText(_ownerPath, Describe());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw NotWritable(path, failure);
        }
    }

    private static StoreInitializationException NotWritable(string path, Exception failure) => new(
        SqliteImageStore.StoreName,
        $"Nothing can be written beside \"{path}\": {failure.Message} The database and its directory must be writable.",
        failure);

    private static string Describe()
    {
        using var process = Process.GetCurrentProcess();
        return $"process {process.Id} ({process.ProcessName}) on {Environment.MachineName}, started {process.StartTime.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z";
    }

    private static string OwnerOf(string ownerPath)
    {
        try
        {
            var owner = File.ReadAllText(ownerPath);
            return owner == Describe() ? "another engine of this process" : owner;
        }
        catch (IOException)
        {
            // The owner has locked the file but not written its name yet, or has deleted the name but not released the lock yet.
            return "another engine";
        }
    }
}
