using System.Diagnostics;
using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>
/// Keeps every other process away from a database for as long as it lives, by a lock of the operating system on a file
/// beside it: that ends with the process, however the process ends.
/// </summary>
/// <remarks>The owner is named in a second file: one that is locked cannot be read everywhere.</remarks>
internal sealed class FileOwnership : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _ownerPath;

    private FileOwnership(FileStream heldLock, string ownerPath) => (_lock, _ownerPath) = (heldLock, ownerPath);

    /// <exception cref="StoreInitializationException">Another process owns the database, or nothing can be written beside it.</exception>
    public static FileOwnership Take(string path)
    {
        var (lockPath, ownerPath) = ($"{path}.lock", $"{path}.owner");
        while (true)
        {
            var held = Lock(path, lockPath, ownerPath);

            // Its owner may have removed the file between our opening and our locking it: such a lock keeps no one away.
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
                $"\"{path}\" is in use by {OwnerOf(ownerPath)}. One process at a time works on a database; stop that one, or name another file.",
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
            return File.ReadAllText(ownerPath);
        }
        catch (IOException)
        {
            // Between the lock and the name, or after the name and before the end of the lock.
            return "another process";
        }
    }
}
