using System.Runtime.InteropServices;

namespace Wesog.Sqlite.Tests.Faults;

/// <summary>Wraps SQLite's default file system: asks a <see cref="FaultyDisk"/> before each call, and makes the real call if it agrees.</summary>
internal sealed unsafe class FaultyVfs : IDisposable
{
    private const int RoleBits = 0x88100;
    private const int ShmUnlock = 1;

    private static readonly NativeMethods* Methods = CreateMethods();

    private readonly NativeVfs* _vfs;
    private readonly GCHandle _disk;

    public FaultyVfs(FaultyDisk disk)
    {
        SQLitePCL.Batteries_V2.Init();
        var real = NativeVfs.Find(null);
        _disk = GCHandle.Alloc(disk);
        _vfs = (NativeVfs*)NativeMemory.Alloc((nuint)sizeof(NativeVfs));
        *_vfs = *real;
        _vfs->Next = null;
        _vfs->FileSize = sizeof(NativeFile) + real->FileSize;
        _vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        _vfs->Data = GCHandle.ToIntPtr(_disk);
        _vfs->Open = &Open;
        _vfs->Delete = &Delete;
        _vfs->Access = &Access;
        Assert.Equal(0, NativeVfs.Register(_vfs, makeDefault: 0));
    }

    public string Name { get; } = $"faulty-{Guid.NewGuid():N}";

    /// <summary>Removes the file system. All its files must be closed.</summary>
    public void Dispose()
    {
        Assert.Equal(0, NativeVfs.Unregister(_vfs));
        Marshal.FreeCoTaskMem((nint)_vfs->Name);
        NativeMemory.Free(_vfs);
        _disk.Free();
    }

    private static NativeMethods* CreateMethods()
    {
        var methods = (NativeMethods*)NativeMemory.Alloc((nuint)sizeof(NativeMethods));
        *methods = new()
        {
            Version = 2,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            FileSize = &FileSize,
            Lock = &Lock,
            Unlock = &Unlock,
            CheckReservedLock = &CheckReservedLock,
            FileControl = &FileControl,
            SectorSize = &SectorSize,
            DeviceCharacteristics = &DeviceCharacteristics,
            ShmMap = &ShmMap,
            ShmLock = &ShmLock,
            ShmBarrier = &ShmBarrier,
            ShmUnmap = &ShmUnmap,
        };
        return methods;
    }

    private static FaultyDisk DiskOf(nint handle) => (FaultyDisk)GCHandle.FromIntPtr(handle).Target!;

    private static FaultyDisk DiskOf(NativeFile* file) => DiskOf(file->Disk);

    private static FileRole RoleOf(NativeFile* file) => (FileRole)file->Role;

    private static NativeFile* Real(NativeFile* file) => file + 1;

    [UnmanagedCallersOnly]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        file->Methods = null;
        var role = (FileRole)(flags & RoleBits);
        if (DiskOf(vfs->Data).Begin(DiskCall.Open, role) is not 0 and var fault)
        {
            return fault;
        }

        Real(file)->Methods = null;
        var real = NativeVfs.Find(null);
        var result = real->Open(real, name, Real(file), flags, outFlags);
        if (Real(file)->Methods is not null)
        {
            file->Methods = Methods;
            file->Disk = vfs->Data;
            file->Role = (int)role;
        }

        return result;
    }

    [UnmanagedCallersOnly]
    private static int Delete(NativeVfs* vfs, byte* name, int syncDirectory)
    {
        if (DiskOf(vfs->Data).Begin(DiskCall.Delete, FileRole.Log) is not 0 and var fault)
        {
            return fault;
        }

        var real = NativeVfs.Find(null);
        var result = real->Delete(real, name, syncDirectory);
        if (result == 0)
        {
            DiskOf(vfs->Data).Deleted(Marshal.PtrToStringUTF8((nint)name)!);
        }

        return result;
    }

    [UnmanagedCallersOnly]
    private static int Access(NativeVfs* vfs, byte* name, int flags, int* result)
    {
        var real = NativeVfs.Find(null);
        return DiskOf(vfs->Data).Begin(DiskCall.Access, FileRole.Other) is not 0 and var fault ? fault : real->Access(real, name, flags, result);
    }

    [UnmanagedCallersOnly]
    private static int Close(NativeFile* file) => Real(file)->Methods->Close(Real(file));

    [UnmanagedCallersOnly]
    private static int Read(NativeFile* file, byte* buffer, int count, long offset)
    {
        var disk = DiskOf(file);
        if (disk.Begin(DiskCall.Read, RoleOf(file), count) is not 0 and var fault)
        {
            return fault;
        }

        var result = Real(file)->Methods->Read(Real(file), buffer, count, offset);
        disk.HasRead(new(buffer, count));
        return result;
    }

    [UnmanagedCallersOnly]
    private static int Write(NativeFile* file, byte* buffer, int count, long offset)
    {
        var disk = DiskOf(file);
        var fault = disk.Begin(DiskCall.Write, RoleOf(file), count);
        var written = disk.CountWritten(fault, count);
        if (written > 0 && Real(file)->Methods->Write(Real(file), buffer, written, offset) is not 0 and var failed)
        {
            return failed;
        }

        disk.Written(RoleOf(file), new(buffer, written), offset);
        return fault;
    }

    [UnmanagedCallersOnly]
    private static int Truncate(NativeFile* file, long size)
    {
        var disk = DiskOf(file);
        if (disk.Begin(DiskCall.Truncate, RoleOf(file)) is not 0 and var fault)
        {
            return fault;
        }

        disk.Truncated(RoleOf(file), size);
        return Real(file)->Methods->Truncate(Real(file), size);
    }

    // Makes no real sync: no test cuts the power.
    [UnmanagedCallersOnly]
    private static int Sync(NativeFile* file, int flags)
    {
        var disk = DiskOf(file);
        if (disk.Begin(DiskCall.Sync, RoleOf(file)) is not 0 and var fault)
        {
            return fault;
        }

        disk.Synced(RoleOf(file));
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int FileSize(NativeFile* file, long* size) =>
        DiskOf(file).Begin(DiskCall.FileSize, RoleOf(file)) is not 0 and var fault ? fault : Real(file)->Methods->FileSize(Real(file), size);

    [UnmanagedCallersOnly]
    private static int Lock(NativeFile* file, int level) =>
        DiskOf(file).Begin(DiskCall.Lock, RoleOf(file)) is not 0 and var fault ? fault : Real(file)->Methods->Lock(Real(file), level);

    [UnmanagedCallersOnly]
    private static int Unlock(NativeFile* file, int level) => Real(file)->Methods->Unlock(Real(file), level);

    [UnmanagedCallersOnly]
    private static int CheckReservedLock(NativeFile* file, int* result) => Real(file)->Methods->CheckReservedLock(Real(file), result);

    [UnmanagedCallersOnly]
    private static int FileControl(NativeFile* file, int operation, void* argument) => Real(file)->Methods->FileControl(Real(file), operation, argument);

    [UnmanagedCallersOnly]
    private static int SectorSize(NativeFile* file) => Real(file)->Methods->SectorSize(Real(file));

    [UnmanagedCallersOnly]
    private static int DeviceCharacteristics(NativeFile* file) => Real(file)->Methods->DeviceCharacteristics(Real(file));

    [UnmanagedCallersOnly]
    private static int ShmMap(NativeFile* file, int region, int size, int extend, void** memory)
    {
        if (DiskOf(file).Begin(DiskCall.ShmMap, RoleOf(file)) is not 0 and var fault)
        {
            *memory = null;
            return fault;
        }

        return Real(file)->Methods->ShmMap(Real(file), region, size, extend, memory);
    }

    // SQLite ignores a failed release, so only taking a lock fails.
    [UnmanagedCallersOnly]
    private static int ShmLock(NativeFile* file, int offset, int count, int flags) =>
        (flags & ShmUnlock) == 0 && DiskOf(file).Begin(DiskCall.ShmLock, RoleOf(file)) is not 0 and var fault
            ? fault
            : Real(file)->Methods->ShmLock(Real(file), offset, count, flags);

    [UnmanagedCallersOnly]
    private static void ShmBarrier(NativeFile* file) => Real(file)->Methods->ShmBarrier(Real(file));

    [UnmanagedCallersOnly]
    private static int ShmUnmap(NativeFile* file, int delete) => Real(file)->Methods->ShmUnmap(Real(file), delete);
}
