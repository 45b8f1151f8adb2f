using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wesog.Sqlite.Files;

/// <summary>The calls of the C library that .NET does not offer.</summary>
/// <remarks>
/// Linux on 64 bits only, except <see cref="RealPath"/>: there the constants and structures are the same on every architecture that .NET supports.
/// </remarks>
internal static unsafe partial class Libc
{
    public const int NoEntry = 2;
    public const int Again = 11;
    public const int Denied = 13;
    public const int NotADirectory = 20;
    public const int Invalid = 22;
    public const int LinkLoop = 40;

    private const int PathMax = 4_096;
    private const int CurrentDirectory = -100;
    private const uint LinkCountAndInode = 0x104;
    private const int ReadWriteCloseOnExec = 0x80002;
    private const int SetLockOfOpenFile = 37;
    private const short WriteLock = 1;
    private const short NoLock = 2;

    /// <summary>Whether this system has the calls.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux()
        && Environment.Is64BitProcess
        && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "statx", out _);

    /// <summary>Reads device, inode and number of names of the file that a path names. Returns 0, or the error.</summary>
    /// <param name="path">The path in UTF-8, with a NUL at the end.</param>
    /// <param name="device">The device.</param>
    /// <param name="inode">The inode.</param>
    /// <param name="links">The number of names of the file, without symbolic links.</param>
    public static int Stat(ReadOnlySpan<byte> path, out ulong device, out ulong inode, out uint links)
    {
        fixed (byte* name = path)
        {
            StatxBuffer found;
            var result = Statx(CurrentDirectory, name, 0, LinkCountAndInode, &found);
            (device, inode, links) = (((ulong)found.DeviceMajor << 32) | found.DeviceMinor, found.Inode, found.Links);
            return result == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }

    /// <summary>Opens an existing file to read and write it. Unlike .NET's, takes no lock that other programs respect.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        var descriptor = OpenFile(path, ReadWriteCloseOnExec);
        return descriptor >= 0 ? new(descriptor, ownsHandle: true) : throw LastError();
    }

    /// <summary>
    /// Locks one byte for this open file, and not for the process: closing another descriptor of the file does not release it. Returns 0, or
    /// the error.
    /// </summary>
    public static int LockByte(SafeFileHandle file, long position) => SetLock(file, WriteLock, position);

    /// <summary>Releases the lock. Closing the file is not enough: a process that is being started may still have a copy of the descriptor.</summary>
    public static void UnlockByte(SafeFileHandle file, long position) => SetLock(file, NoLock, position);

    /// <summary>Returns the absolute path of a file without links; null if the path names no file.</summary>
    /// <exception cref="IOException">The path cannot be followed.</exception>
    public static string? RealPath(string path)
    {
        var buffer = stackalloc byte[PathMax + 1];
        return ResolvePath(path, buffer) is not null ? Marshal.PtrToStringUTF8((nint)buffer)
            : Marshal.GetLastPInvokeError() == NoEntry ? null
            : throw LastError();
    }

    private static int SetLock(SafeFileHandle file, short type, long position)
    {
        var range = new LockRange { Type = type, Start = position, Length = 1 };
        return Fcntl(file, SetLockOfOpenFile, &range) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static IOException LastError() => new(Marshal.GetLastPInvokeErrorMessage());

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(int directory, byte* path, int flags, uint mask, StatxBuffer* found);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(SafeFileHandle file, int command, LockRange* range);

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* ResolvePath(string path, byte* buffer);

    // The kernel's struct statx, which is the same on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxBuffer
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    // struct flock with offsets of 64 bits.
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    private struct LockRange
    {
        [FieldOffset(0)]
        public short Type;

        [FieldOffset(8)]
        public long Start;

        [FieldOffset(16)]
        public long Length;
    }
}
