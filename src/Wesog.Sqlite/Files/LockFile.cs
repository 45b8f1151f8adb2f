using System.Diagnostics;
using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>
/// An operating-system lock on a file beside the database, which excludes the other stores that use the database by the same name. The lock
/// ends with the process, however the process ends.
/// </summary>
/// <remarks>A second file holds the owner's name, because some platforms do not allow reading a locked file.</remarks>
internal sealed class LockFile : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _ownerPath;

    private LockFile(FileStream heldLock, string ownerPath) => (_lock, _ownerPath) = (heldLock, ownerPath);

    /// <exception cref="StoreInitializationException">
    /// Another store holds the lock, in this process or in another, or the lock file cannot be written.
    /// </exception>
    public static LockFile Take(string path, string realPath)
    {
        var (lockPath, ownerPath) = ($"{realPath}.lock", $"{realPath}.owner");
        while (true)
        {
            var held = Lock(path, lockPath, ownerPath);

            // The previous owner may have deleted the file after we opened it. A lock on a deleted file excludes no one.
            if (File.Exists(lockPath))
            {
                return new(held, ownerPath);
            }

            held.Dispose();
        }
    }

    /// <summary>Explains that another store owns the database, and names it if its name is known.</summary>
    public static StoreInitializationException InUse(string path, string ownerPath, Exception? failure = null) => new(
        SqliteImageStore.StoreName,
        $"\"{path}\" is in use by {OwnerOf(ownerPath)}. One engine at a time works on a database; stop that one, or name another file.",
        failure);

    /// <summary>Explains that the directory of the database cannot be written.</summary>
    public static StoreInitializationException NotWritable(string path, Exception failure) => new(
        SqliteImageStore.StoreName,
        $"Nothing can be written beside \"{path}\": {failure.Message} The database and its directory must be writable.",
        failure);

    /// <inheritdoc cref="InUse(string, string, Exception?)"/>
    public StoreInitializationException InUse(string path) => InUse(path, _ownerPath);

    /// <summary>Writes the name of this process for the error message of other stores.</summary>
    public void Sign(string path)
    {
        try
        {
            using var file = RealFile.Open(_ownerPath, FileShare.Read, FileOptions.None);
            file.SetLength(0);
            using var writer = new StreamWriter(file);
            writer.Write(Describe());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, failure);
        }
    }

    /// <summary>Deletes the owner's name.</summary>
    public void EraseName()
    {
        try
        {
            File.Delete(_ownerPath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The name is for messages only, and the next owner replaces it. What matters is that the locks are released.
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path, string lockPath, string ownerPath)
    {
        try
        {
            return RealFile.Open(lockPath, FileShare.None, FileOptions.DeleteOnClose);
        }
        catch (IOException failure) when (File.Exists(lockPath))
        {
            throw InUse(path, ownerPath, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, failure);
        }
    }

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
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The owner uses another name of the file, or another user's rights, has not written its name yet, or is closing.
            return "another engine";
        }
    }
}
