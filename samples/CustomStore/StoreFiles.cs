using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wesog.Samples.CustomStore;

/// <summary>The failures of files, and what .NET lacks for directories.</summary>
internal static class StoreFiles
{
    /// <summary>Flushes the names in a directory to the disk. .NET can open a directory on no platform, and Windows needs no flush.</summary>
    public static void FlushDirectory(string directory)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var handle = OpenDirectory(directory, flags: 0);
            RandomAccess.FlushToDisk(handle);
        }
    }

    /// <summary>Returns why a file cannot be used; null if the exception says nothing about that.</summary>
    public static StoreUnavailableReason? ReasonOf(Exception failure) => failure switch
    {
        // ENOSPC, EDQUOT on Linux and on macOS, ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL.
        IOException { HResult: 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027) } => StoreUnavailableReason.DiskFull,

        // EROFS, ERROR_WRITE_PROTECT.
        IOException { HResult: 30 or unchecked((int)0x80070013) } or UnauthorizedAccessException => StoreUnavailableReason.AccessDenied,
        IOException => StoreUnavailableReason.DiskError,
        _ => null,
    };

    /// <summary>Returns the exception for a journal that cannot be opened.</summary>
    public static Exception WhyNotOpened(string directory, Exception failure) => failure switch
    {
        StoreInitializationException => failure,

        // EAGAIN on Linux and on macOS, ERROR_SHARING_VIOLATION.
        IOException { HResult: 11 or 35 or unchecked((int)0x80070020) } => Refused(
            $"\"{directory}\" is in use by another store. Close that one, or name another directory.", failure),
        _ when ReasonOf(failure) == StoreUnavailableReason.DiskFull => Unavailable(failure),
        _ => Refused($"The store in \"{directory}\" cannot be opened: {failure.Message}", failure),
    };

    public static StoreInitializationException Refused(string message, Exception? failure = null) => new(FileImageStore.StoreName, message, failure);

    public static StoreUnavailableException Unavailable(Exception failure) => new(FileImageStore.StoreName, ReasonOf(failure) ?? StoreUnavailableReason.DiskError, failure);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle OpenDirectory([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
