using System.Runtime.InteropServices;

namespace Wesog.Sqlite.Tests.Faults;

/// <summary>SQLite's <c>sqlite3_vfs</c>: the calls by which it reaches files.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct NativeVfs
{
    public int Version;
    public int FileSize;
    public int MaxPath;
    public NativeVfs* Next;
    public byte* Name;
    public nint Data;
    public delegate* unmanaged<NativeVfs*, byte*, NativeFile*, int, int*, int> Open;
    public delegate* unmanaged<NativeVfs*, byte*, int, int> Delete;
    public delegate* unmanaged<NativeVfs*, byte*, int, int*, int> Access;
    public nint FullPathname;
    public nint DlOpen;
    public nint DlError;
    public nint DlSym;
    public nint DlClose;
    public nint Randomness;
    public nint Sleep;
    public nint CurrentTime;
    public nint GetLastError;
    public nint CurrentTimeInt64;
    public nint SetSystemCall;
    public nint GetSystemCall;
    public nint NextSystemCall;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    public static partial NativeVfs* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    public static partial int Register(NativeVfs* vfs, int makeDefault);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_unregister")]
    public static partial int Unregister(NativeVfs* vfs);
}

/// <summary>SQLite's <c>sqlite3_io_methods</c>, without memory mapping.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMethods
{
    public int Version;
    public delegate* unmanaged<NativeFile*, int> Close;
    public delegate* unmanaged<NativeFile*, byte*, int, long, int> Read;
    public delegate* unmanaged<NativeFile*, byte*, int, long, int> Write;
    public delegate* unmanaged<NativeFile*, long, int> Truncate;
    public delegate* unmanaged<NativeFile*, int, int> Sync;
    public delegate* unmanaged<NativeFile*, long*, int> FileSize;
    public delegate* unmanaged<NativeFile*, int, int> Lock;
    public delegate* unmanaged<NativeFile*, int, int> Unlock;
    public delegate* unmanaged<NativeFile*, int*, int> CheckReservedLock;
    public delegate* unmanaged<NativeFile*, int, void*, int> FileControl;
    public delegate* unmanaged<NativeFile*, int> SectorSize;
    public delegate* unmanaged<NativeFile*, int> DeviceCharacteristics;
    public delegate* unmanaged<NativeFile*, int, int, int, void**, int> ShmMap;
    public delegate* unmanaged<NativeFile*, int, int, int, int> ShmLock;
    public delegate* unmanaged<NativeFile*, void> ShmBarrier;
    public delegate* unmanaged<NativeFile*, int, int> ShmUnmap;
}

/// <summary>An open file of the faulty file system. The file of the real one follows it in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    public NativeMethods* Methods;
    public nint Disk;
    public int Role;
    public int Reserved;
}
