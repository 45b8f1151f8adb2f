using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>Finds the file that a path names, without links, so that all its symbolic names share the lock and the log beside it.</summary>
internal static class RealFile
{
    /// <summary>The rights of a file that the store creates: its owner's only. SQLite gives its log and its index the rights of the database.</summary>
    public const UnixFileMode Rights = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the file if it does not exist. Returns its path without links.</summary>
    /// <exception cref="StoreInitializationException">The file does not exist and cannot be created.</exception>
    public static string CreateIfMissing(string path)
    {
        try
        {
            if (Resolve(path) is { } existing)
            {
                return existing;
            }

            // Closing the file harms no other store: the file has not existed before.
            Open(path, FileShare.ReadWrite, FileOptions.None).Dispose();
            return Resolve(path) ?? throw new FileNotFoundException("It was removed at once.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw LockFile.NotWritable(path, failure);
        }
    }

    /// <summary>Opens a file, and creates it with <see cref="Rights"/> if it does not exist.</summary>
    public static FileStream Open(string path, FileShare share, FileOptions options)
    {
        var settings = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, Options = options, BufferSize = 1,
        };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = Rights;
        }

        return new(path, settings);
    }

    private static string? Resolve(string path) =>
        !OperatingSystem.IsWindows() ? Libc.RealPath(path)
        : !File.Exists(path) ? null
        : new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
}
